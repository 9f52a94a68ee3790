using System.Text;
using Harness.Rbac.Admission;
using Harness.Rbac.Evaluation;
using Harness.Rbac.Generating;
using Harness.Rbac.Loading;
using Harness.Rbac.Objects;
using Harness.Rbac.Policies;
using Harness.Rbac.Validation;
using Harness.Tests.Rbac.Policies;

namespace Harness.Tests.Rbac.Validation;

/// <summary>An admission policy in force that lets more paths through than the access policy.</summary>
internal sealed class AdmittedPathsTests
{
    private const string Added =
        """['/healthz', '/static', '/zzz', '/zzz/a/*', '/metrics/secret/x', '/static/../admin', '/metrics', '/static/*']""";

    private static readonly AccessPolicy Policy = AccessPolicyReader.Parse("access.yaml", PathText.Good);
    private static readonly string Generated = KustomizeBase.Of(PolicyManifests.Of(Policy)).AsStream();

    [TestCase("/healthz", "/healthz")]
    [TestCase("/admin", "/admin")]
    [TestCase("/static", "/static")]
    [TestCase("/zzz/a/*", "/zzz/a/harness-no-such-path")]
    [TestCase("/*", "/harness-no-such-path")]
    [TestCase("/metrics/secret/x", "/metrics/secret/x")]
    [TestCase("/static/../admin", "/static/../admin")]
    public async Task A_path_that_only_the_rule_in_force_lists_is_open(string pattern, string path)
    {
        var report = await ValidateAsync("manifests", Snapshot(With($"['{pattern}', '/metrics', '/static/*']")));

        report.Outcome.ShouldBe(Outcome.Violation);
        report.Violations.ShouldContain(cell =>
            cell.Outcome == CellOutcome.Open && cell.Cell.Path == path && cell.Cell.Question.Name == "web:8080");
    }

    [Test]
    public async Task So_it_is_on_a_cluster_whose_lists_are_known()
    {
        var files = Snapshot(With(Added));
        var live = files with
        {
            Admission = new KnownAdmission([.. files.Admission!.Objects.Select(one => one with { Location = null })]),
            IsAggregated = true,
            KubernetesVersion = null,
        };

        var report = await ValidateAsync("static", live);

        report.Outcome.ShouldBe(Outcome.Violation);
        report.Violations.Where(cell => cell.Cell.Question.Name == "web:8080").Select(cell => cell.Cell.Path).ShouldBe(
            ["/healthz", "/static", "/zzz", "/zzz/a/harness-no-such-path", "/metrics/secret/x", "/static/../admin"], ignoreOrder: true);
    }

    [Test]
    public async Task A_rule_about_a_group_of_an_account_is_a_rule_about_the_account()
    {
        var rule = new PathRule
        {
            Name = "all",
            Namespace = "shop",
            Group = "system:serviceaccounts:shop",
            Paths = new Dictionary<string, IReadOnlyList<string>> { ["web:8080"] = ["/metrics", "/zzz", "zzz"] },
        };

        var report = await ValidateAsync("manifests", Snapshot(
            $"{Generated}---\n{PathPolicy.Of(rule)}\n---\n{PathPolicy.BindingOf(rule)}"));

        report.Cells.Where(cell => cell.Cell.Path?.EndsWith("zzz", StringComparison.Ordinal) == true)
            .ShouldHaveSingleItem("no call has a path without a slash").Cell.Path.ShouldBe("/zzz");
        report.Violations.ShouldAllBe(cell => cell.Outcome == CellOutcome.Shut, "the other rule refuses it");
    }

    private static string With(string paths)
    {
        Generated.ShouldContain("['/metrics', '/static/*']");
        return Generated.Replace("['/metrics', '/static/*']", paths, StringComparison.Ordinal);
    }

    private static RbacSnapshot Snapshot(string manifests)
    {
        using var stream = new MemoryStream(Encoding.UTF8.GetBytes(manifests));
        return new ManifestSnapshot { ReadsAdmission = true, KubernetesVersion = new Version(1, 34) }.Read("rbac.yaml", stream);
    }

    private static async Task<ValidationReport> ValidateAsync(string source, RbacSnapshot snapshot)
    {
        var rbac = new IndexedRbac(snapshot);
        return await new Validator(Policy, [new EvaluatedSource(source, rbac)], [rbac])
            .RunAsync(new Progress<string>(), CancellationToken.None);
    }
}
