using Harness.Rbac.Policies;
using Harness.Rbac.Validation;
using Harness.Runs;
using Harness.Tests.Images;
using Harness.Tests.Rbac.Auditing;
using Harness.Validating;

namespace Harness.Tests.Validating;

/// <summary>Whether there is a log to hold a policy against is known before a cluster is asked.</summary>
[FixtureLifeCycle(LifeCycle.InstancePerTestCase)]
internal sealed class ValidationLogTests : IDisposable
{
    private const string Kept = """
        {"ContainerId":"0123456789abcdef","IsThrowaway":false,"Facts":{"Source":"offline","KubernetesVersion":"v1.20.2"}}
        """;

    private readonly Scratch _folder = new();

    public void Dispose() => _folder.Dispose();

    [Test]
    public async Task One_that_is_not_there_is_bad_input() => (await Refusal(Request with { Audit = [_folder["audit.log"]] }))
        .ShouldBe((FailureKind.BadInput, $"audit log {_folder["audit.log"]} cannot be read: "));

    [Test]
    public async Task Without_a_kept_cluster_there_is_none() =>
        (await Refusal(OfKept)).ShouldBe((FailureKind.Undecided, "there is no audit log to read: "));

    [Test]
    public async Task A_kept_cluster_that_does_not_log_everything_has_none()
    {
        _folder.Write("kept/cluster.json", Kept);

        (await Refusal(OfKept)).ShouldBe(
            (FailureKind.Undecided, "the kept cluster was started without --audit, so its log does not have what was done there: "));
    }

    [Test]
    public async Task What_is_there_is_added_to_a_report_and_else_nothing()
    {
        _folder.Write("audit.log", $"{new LoggedRequest { User = "eve" }}\n");
        var policy = AccessPolicyReader.Parse("access.yaml", """
            {apiVersion: harness/v1, kind: AccessPolicy, metadata: {name: a}, spec: {scope: {namespaces: [shop]}, consumers: []}}
            """);
        var report = new ValidationReport { Policy = policy, Sources = [], Cells = [] };

        (await AddAsync(Request)).ShouldBeSameAs(report);
        (await AddAsync(Request with { Audit = [_folder["audit.log"]] })).Outcome.ShouldBe(Outcome.Violation);

        async Task<ValidationReport> AddAsync(ValidationRequest request)
        {
            using var log = await ValidationLog.OpenAsync(request, CancellationToken.None);
            return await log.AddToAsync(report, new Progress<string>(), CancellationToken.None);
        }
    }

    [Test]
    public void The_kept_clusters_is_read_where_no_other_is_named_nor_another_cluster()
    {
        OfKept.EnsureConsistent().WantsKeptLog.ShouldBeTrue();
        (OfKept with { Since = DateTimeOffset.UtcNow }).EnsureConsistent().WantsKeptLog.ShouldBeTrue();
        (OfKept with { Audit = ["a"] }).EnsureConsistent().WantsKeptLog.ShouldBeFalse();
        Complaint(OfKept with { Settings = RunSettings.Default.With(Settings.Kubeconfig, "other") })
            .ShouldEndWith("and --kubeconfig may name another: add --audit FILE, or omit --kubeconfig");
        Complaint(OfKept with { Kept = null }).ShouldBe("--source audit is about an audit log: add --audit FILE");
        Complaint(Request with { Since = DateTimeOffset.UtcNow }).ShouldBe(
            "--since is about an audit log: add --audit FILE, or --source audit for that of the cluster kept by up --audit");
    }

    private ValidationRequest Request => new() { Policies = ["access.yaml"], Kept = _folder["kept"], Settings = RunSettings.Default };

    private ValidationRequest OfKept => Request with { Sources = ["audit"] };

    private static string Complaint(ValidationRequest request) =>
        Should.Throw<HarnessException>(() => request.EnsureConsistent()).Message;

    /// <summary>Up to what is said of the file or the remedy.</summary>
    private static async Task<(FailureKind, string)> Refusal(ValidationRequest request)
    {
        var refused = await Should.ThrowAsync<HarnessException>(() => ValidationLog.OpenAsync(request, CancellationToken.None));
        return (refused.Kind, refused.Message[..(refused.Message.IndexOf(": ", StringComparison.Ordinal) + 2)]);
    }
}
