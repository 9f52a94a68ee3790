using System.Text;
using Harness.Clusters.Existing;
using Harness.Rbac.Evaluation;
using Harness.Rbac.Loading;
using Harness.Rbac.Objects;
using Harness.Runs;

namespace Harness.Tests.Runs;

internal sealed class GuestPlanTests
{
    private static readonly RunSettings Guest = RunSettings.Default.With(Settings.Kubeconfig, "prod.yaml");

    [Test]
    public void The_RBAC_that_it_prints_allows_all_that_is_needed_and_can_be_applied()
    {
        var rbac = new GuestPlan(Guest, 1, hasBenchmark: true).Rbac;
        var snapshot = new ManifestSnapshot().Read("rbac.yaml", new MemoryStream(Encoding.UTF8.GetBytes(rbac)));
        var evaluator = new AccessEvaluator(snapshot);
        var user = new AccessSubject("NAME-OF-THE-KUBECONFIGS-USER", ["system:authenticated"]);

        PermissionCheck.Needed.Where(question => !evaluator.Decide(user, question).Allowed).ShouldBeEmpty();
        snapshot.Roles.Single().Rules.SelectMany(rule => rule.Resources).ShouldNotContain("*");
    }

    [Test]
    public void Without_leave_nothing_is_loaded_and_no_port_opened()
    {
        var plan = string.Join('\n', new GuestPlan(Guest, 55, hasBenchmark: true).Lines());

        plan.ShouldContain("up to 60 namespaces harness-*");
        plan.ShouldContain("loads   nothing: no benchmark, no bodies of 100 MiB, no access matrix; --load allows them");
        plan.ShouldContain("opens   no port of any node");
        plan.ShouldContain("nothing else cluster-wide");
        plan.ShouldContain("a quota on limits.cpu refuses it");
    }

    [Test]
    public void What_a_step_makes_besides_is_said()
    {
        var plan = new GuestPlan(Guest, 0, hasBenchmark: true) { Besides = ["for rbac-cost, 4 more namespaces"] };

        string.Join('\n', plan.Lines()).ShouldContain(
            "\n          for rbac-cost, 4 more namespaces;\n          nothing else cluster-wide\n");
    }

    [Test]
    public void What_steps_load_and_need_is_said_instead_of_the_quick_benchmark()
    {
        var agents = new GuestPlan(Guest.With(Settings.Load, true), 0, hasBenchmark: true)
        {
            Loaded = ["agents in pods together (--agents)"],
            Needs = [.. NeededRole.Ask("batch", "jobs", "create", "delete")],
        };

        var plan = string.Join('\n', agents.Lines());

        plan.ShouldContain("loads   the API server's proxy: agents in pods together (--agents) (--load)");
        plan.ShouldNotContain("quick benchmark");
        plan.ShouldNotContain("access matrix");
        agents.Rbac.ShouldContain("- jobs");
        new GuestPlan(Guest, 1, hasBenchmark: true).Rbac.ShouldNotContain("- jobs");
    }

    [Test]
    public void What_is_allowed_is_said()
    {
        var settings = Guest.With(Settings.Load, true).With(Settings.AllowClusterScope, true).With(Settings.Context, "prod")
            .With(Settings.Direct, Harness.Clusters.DirectRouteKind.Node);

        var plan = string.Join('\n', new GuestPlan(settings, 55, hasBenchmark: true).Lines());

        plan.ShouldStartWith("on the cluster of prod.yaml, context prod, this run");
        plan.ShouldContain("up to 61 namespaces");
        plan.ShouldContain("the quick benchmark (32 connections, 28 s), bodies of 100 MiB");
        plan.ShouldContain("--allow-cluster-scope");
        plan.ShouldContain("port 10250");
    }
}
