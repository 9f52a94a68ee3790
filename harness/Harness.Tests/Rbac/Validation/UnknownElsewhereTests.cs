using Harness.Rbac.Evaluation;
using Harness.Rbac.Objects;
using Harness.Rbac.Validation;

namespace Harness.Tests.Rbac.Validation;

/// <summary>A role that is not known, bound where the policy does not look but its accounts live, or those of Kubernetes.</summary>
internal sealed class UnknownElsewhereTests
{
    private static readonly RbacSubject Mallory = new(RbacSubjectKind.User, "mallory");

    [TestCase("kube-system", "ClusterRole", Outcome.Undecided)]
    [TestCase("kube-system", "Role", Outcome.Undecided)]
    [TestCase("elsewhere", "ClusterRole", Outcome.AsExpected)]
    public async Task It_is_not_passed(string ns, string kind, Outcome outcome)
    {
        var report = await ValidateAsync(new RbacBinding(ns, "theirs", kind, "from-elsewhere", [Mallory]));

        report.Outcome.ShouldBe(outcome);
        var unknown = report.Cells.Where(cell => cell.Outcome == CellOutcome.Undecided).ToList();
        unknown.Count.ShouldBe(outcome == Outcome.Undecided ? 1 : 0);
        unknown.ShouldAllBe(cell => cell.Answers[0].Detail.StartsWith($"RoleBinding {ns}/theirs binds {kind} from-elsewhere", default)
            && cell.Answers[0].Detail.EndsWith("or leave the binding out with --exclude if it is not applied here", default));
    }

    [TestCase("mallory", Outcome.Undecided)]
    [TestCase("system:serviceaccount:ci:runner", Outcome.AsExpected, Description = "gains nobody but itself")]
    public async Task Where_an_account_of_the_policy_lives_it_matters_who_has_it(string user, Outcome outcome)
    {
        var report = await ValidateAsync(
            new RbacBinding("ci", "theirs", "ClusterRole", "from-elsewhere", [new RbacSubject(RbacSubjectKind.User, user)]));

        report.Outcome.ShouldBe(outcome);
    }

    [Test]
    public async Task On_a_cluster_a_role_that_is_not_there_gives_nothing() => (await ValidateAsync(
            new RbacBinding("kube-system", "theirs", "ClusterRole", "from-elsewhere", [Mallory]), isAggregated: true))
        .Outcome.ShouldBe(Outcome.AsExpected);

    [Test]
    public async Task Whoever_is_ignored_may_have_it() => (await ValidateAsync(new RbacBinding(
            "kube-system", "theirs", "ClusterRole", "from-elsewhere", [new RbacSubject(RbacSubjectKind.Group, "operators")])))
        .Outcome.ShouldBe(Outcome.AsExpected);

    private static Task<ValidationReport> ValidateAsync(RbacBinding binding, bool isAggregated = false)
    {
        var consumer = ShopPolicy.Policy.Consumers[0] with { Subject = RbacSubject.ServiceAccount("ci", "runner") };
        var granted = ShopPolicy.Snapshot(ShopPolicy.Granted.Replace("name: consumer, namespace: shop", "name: runner, namespace: ci",
            StringComparison.Ordinal));
        var rbac = new IndexedRbac(granted with { Bindings = [.. granted.Bindings, binding], IsAggregated = isAggregated });
        return new Validator(ShopPolicy.Policy with { Consumers = [consumer] }, [new EvaluatedSource("manifests", rbac)], [rbac])
            .RunAsync(new Progress<string>(), CancellationToken.None);
    }
}
