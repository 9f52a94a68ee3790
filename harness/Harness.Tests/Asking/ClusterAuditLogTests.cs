using Harness.Asking;
using Harness.Tests.Images;
using Harness.Tests.Support;

namespace Harness.Tests.Asking;

/// <summary>A file that is said to be an existing cluster's audit log.</summary>
internal sealed class ClusterAuditLogTests
{
    [Test]
    public async Task A_file_that_none_of_the_calls_come_to_decides_nothing()
    {
        using var folder = new Scratch();
        folder.Write("audit.log", "{\"of\": \"shop-1\", \"when\": \"before\"}\n");
        using var log = await OpenAsync(folder["audit.log"]);
        File.AppendAllText(folder["audit.log"], "{\"of\": \"another-cluster\"}\n");

        await log.LinesAsync("shop-1", default);

        var failure = Should.Throw<HarnessException>(log.EnsureIsOfThisCluster);
        failure.Kind.ShouldBe(FailureKind.Undecided);
        failure.Message.ShouldContain($"not one of the run's calls came to be in {folder["audit.log"]}");
    }

    [Test]
    public async Task One_that_a_call_came_to_is_this_clusters()
    {
        using var folder = new Scratch();
        folder.Write("audit.log", "");
        using var log = await OpenAsync(folder["audit.log"]);
        File.AppendAllText(folder["audit.log"], "{\"of\": \"shop-1\"}\n");

        await log.LinesAsync("shop-1", default);

        Should.NotThrow(log.EnsureIsOfThisCluster);
    }

    private static async Task<ClusterAuditLog> OpenAsync(string file) =>
        (await ClusterAuditLog.OpenAsync(new FakeCluster(pullsImages: true), file, default))!;
}
