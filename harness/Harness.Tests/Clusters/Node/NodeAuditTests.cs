using System.Text;
using System.Text.Json;
using Harness.Clusters;
using Harness.Clusters.Node;
using Harness.Processes;
using Harness.Tests.Images;

namespace Harness.Tests.Clusters.Node;

/// <summary>What the API servers of our nodes log, and how that is read while they write it.</summary>
[FixtureLifeCycle(LifeCycle.InstancePerTestCase)]
internal sealed class NodeAuditTests : IDisposable
{
    private readonly Scratch _folder = new();

    public void Dispose() => _folder.Dispose();

    [Test]
    public void Only_the_proxies_of_a_few_services_are_logged_unless_everything_is_asked_for()
    {
        var few = JsonDocument.Parse(NodeAudit.Policy(ofEverything: false)).RootElement.GetProperty("rules");
        var all = JsonDocument.Parse(NodeAudit.Policy(ofEverything: true)).RootElement.GetProperty("rules");

        few.GetArrayLength().ShouldBe(2);
        few[1].GetProperty("level").GetString().ShouldBe("None");
        var resource = few[0].GetProperty("resources")[0];
        resource.GetProperty("resources")[0].GetString().ShouldBe("services/proxy");
        var names = resource.GetProperty("resourceNames").EnumerateArray().Select(name => name.GetString()!).ToList();
        names.ShouldContain("https:audited-shop:8443");
        names.ShouldAllBe(name => AuditedServices.All.Any(service => name.Contains(service)));
        all.EnumerateArray().ShouldHaveSingleItem().EnumerateObject().Select(field => field.Name).ShouldBe(["level"]);
    }

    [Test]
    public void A_log_is_read_piece_by_piece_from_the_oldest_file_to_the_one_that_is_written()
    {
        _folder.Write("log/audit-2026.log", "1 é\n2\n");
        var log = _folder.Write("log/audit.log", "3\n4");
        using var stream = Stream();

        Read(stream).ShouldBe("1 é\n2\n3\n");
        File.AppendAllText(log, "4\n");
        Read(stream).ShouldBe("44\n");
        File.Move(log, _folder["log/audit-2027.log"]);
        File.AppendAllText(_folder["log/audit-2027.log"], "5\n");
        _folder.Write("log/audit.log", "6\n");
        Read(stream).ShouldBe("5\n6\n");
    }

    [Test]
    public void A_node_without_a_log_is_said_to_have_none() => Should.Throw<HarnessException>(() => Read(Stream()))
        .Message.ShouldStartWith("the node has no audit log");

    /// <summary>On this machine, in another folder than on a node.</summary>
    private NodeAuditStream Stream() => new(async command =>
    {
        var here = command.Select(word => word == NodeAudit.Folder ? _folder["log"] : word).ToList();
        var outcome = await ProcessRunner.RunAsync(here[0], here[1..]);
        return (outcome.ExitCode, outcome.Output);
    });

    private static string Read(Stream stream)
    {
        var (buffer, text) = (new byte[1000], new MemoryStream());
        while (stream.Read(buffer, 0, buffer.Length) is > 0 and var read)
            text.Write(buffer, 0, read);
        return Encoding.UTF8.GetString(text.ToArray());
    }
}
