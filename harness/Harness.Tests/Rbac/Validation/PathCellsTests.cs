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

/// <summary>A policy with paths, held against manifests.</summary>
internal sealed class PathCellsTests
{
    private static readonly AccessPolicy Policy = AccessPolicyReader.Parse("access.yaml", PathText.Good);
    private static readonly string Generated = KustomizeBase.Of(PolicyManifests.Of(Policy)).AsStream();

    [Test]
    public async Task Each_listed_path_and_what_is_beside_it_is_asked_about() => (await ValidateAsync(Generated)).Cells
        .Where(cell => cell.Cell is { Path: not null, Question.Name: "web:8080" })
        .Select(cell => $"{cell.Cell.Question.Verb} {cell.Cell.Path} {cell.Cell.IsAllowed}").ShouldBe(
    [
        "get /metrics True", "get /metrics/harness-no-such-path False", "get /static/harness-no-such-path True",
        "get /static/../harness-no-such-path False", "get / False", "get /harness-no-such-path False",
    ]);

    [Test]
    public async Task Where_no_method_is_a_get_the_first_verb_stands_for_all() => (await ValidateAsync(Generated)).Cells
        .Where(cell => cell.Cell.Path == "/push" && cell.Cell.Subject.Kind == RbacSubjectKind.Group)
        .ShouldAllBe(cell => cell.Cell.Question.Verb == "create" && cell.Cell.IsAllowed);

    [Test]
    public async Task What_is_generated_does_what_the_policy_says()
    {
        var report = await ValidateAsync(Generated);

        report.Cells.Where(cell => cell.Outcome != CellOutcome.AsExpected).ShouldBeEmpty();
        report.Outcome.ShouldBe(Outcome.AsExpected);
    }

    [Test]
    public async Task Without_the_bindings_every_path_is_open_and_it_is_said_that_nothing_refuses_it()
    {
        var report = await ValidateAsync(Documents(Generated, "kind: ValidatingAdmissionPolicyBinding"));

        report.Outcome.ShouldBe(Outcome.Violation);
        report.Violations.ShouldAllBe(cell => cell.Outcome == CellOutcome.Open && cell.Cell.Path != null);
        report.Violations.Select(cell => cell.Cell.Path).ShouldContain("/static/../harness-no-such-path");
        report.Violations.First().Answers[0].Detail.ShouldBe("no admission policy refuses any path of it");
    }

    [Test]
    public async Task A_path_that_the_admission_policy_in_the_files_lacks_is_shut()
    {
        var report = await ValidateAsync(Generated.Replace("['/metrics', ", "[", StringComparison.Ordinal));

        report.Violations.Select(cell => (cell.Outcome, cell.Cell.Path, cell.Cell.Question.Name))
            .ShouldBe([(CellOutcome.Shut, "/metrics", "web:8080"), (CellOutcome.Shut, "/metrics", "api:8080")]);
        report.Violations.First().Answers[0].Detail.ShouldBe("ValidatingAdmissionPolicy harness-paths.shop.scraper refuses this path");
    }

    [Test]
    public async Task A_webhook_beside_it_leaves_the_allowed_paths_undecided_and_is_named()
    {
        var report = await ValidateAsync(Generated + """
            ---
            apiVersion: admissionregistration.k8s.io/v1
            kind: ValidatingWebhookConfiguration
            metadata: {name: gate}
            webhooks:
            - name: gate.example.com
              rules: [{apiGroups: [""], apiVersions: [v1], operations: ["*"], resources: ["services/*"]}]
            """);

        report.Outcome.ShouldBe(Outcome.Undecided);
        report.Cells.Where(cell => cell.Outcome == CellOutcome.Undecided)
            .ShouldAllBe(cell => cell.Cell.Path != null && cell.Cell.IsAllowed);
        report.Cells.First(cell => cell.Outcome == CellOutcome.Undecided).Answers[0].Detail
            .ShouldStartWith("ValidatingWebhookConfiguration gate (rbac.yaml:");
    }

    [Test]
    public async Task For_a_Kubernetes_without_such_policies_it_is_undecided_and_says_from_which_version()
    {
        var report = await ValidateAsync(Generated, new Version(1, 29));

        report.Outcome.ShouldBe(Outcome.Undecided);
        report.Cells.First(cell => cell.Outcome == CellOutcome.Undecided).Answers[0].Detail
            .ShouldStartWith("Kubernetes 1.29 has no ValidatingAdmissionPolicy, which came with 1.30");
        report.Cells.Where(cell => cell.Cell.Path is not null)
            .ShouldAllBe(cell => cell.Outcome == CellOutcome.Undecided, "nothing refuses");
        report.Cells.First(cell => cell.Outcome == CellOutcome.Undecided).Answers[0].Doubt.ShouldBe(PathDoubt.NoPolicies);
    }

    [Test]
    public async Task What_RBAC_denies_is_denied_whatever_admission_is()
    {
        var report = await ValidateAsync(Documents(Generated, "kind: RoleBinding"), new Version(1, 29));

        report.Violations.Where(cell => cell.Cell.Path != null).ShouldAllBe(cell => cell.Outcome == CellOutcome.Shut);
        report.Cells.ShouldNotContain(cell => cell.Outcome == CellOutcome.Undecided);
    }

    [Test]
    public void Manifests_are_looked_into_for_admission_only_where_it_is_asked_for()
    {
        using var stream = new MemoryStream(Encoding.UTF8.GetBytes(Generated));

        var snapshot = new ManifestSnapshot().Read("rbac.yaml", stream);

        snapshot.Admission.ShouldBeNull();
        snapshot.PassedOver.Keys.ShouldBe(["ValidatingAdmissionPolicy", "ValidatingAdmissionPolicyBinding"]);
    }

    private static string Documents(string text, string without) => string.Join(
        "---\n", text.Split("---\n").Where(document => !document.Contains($"{without}\n", StringComparison.Ordinal)));

    private static async Task<ValidationReport> ValidateAsync(string manifests, Version? version = null)
    {
        using var stream = new MemoryStream(Encoding.UTF8.GetBytes(manifests));
        var reader = new ManifestSnapshot { ReadsAdmission = true, KubernetesVersion = version ?? new Version(1, 34) };
        var rbac = new IndexedRbac(reader.Read("rbac.yaml", stream));
        return await new Validator(Policy, [new EvaluatedSource("manifests", rbac)], [rbac])
            .RunAsync(new Progress<string>(), CancellationToken.None);
    }
}
