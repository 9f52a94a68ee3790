using Harness.Rbac.Evaluation;
using Harness.Rbac.Objects;

namespace Harness.Tests.Rbac.Evaluation;

internal sealed class AccessEvaluatorTests
{
    private static readonly RbacRule ProxyOfHello = new([""], ["services/proxy"], ["hello-app"], ["get"]);
    private static readonly RbacSubject Consumer = new(RbacSubjectKind.ServiceAccount, "consumer", "shop");
    private static readonly AccessQuestion GetHello = new("shop", "", "services/proxy", "hello-app", "get");

    [TestCase("shop", "hello-app", "get", true)]
    [TestCase("shop", "hello-app:8080", "get", false)]
    [TestCase("shop", "", "get", false, Description = "a rule with names allows no request without one")]
    [TestCase("shop", "hello-app", "create", false)]
    [TestCase("shop", "hello-app", "", false)]
    [TestCase("bank", "hello-app", "get", false)]
    [TestCase("", "hello-app", "get", false, Description = "role bindings are not asked about the whole cluster")]
    public void A_role_binding_gives_what_its_role_says_in_its_namespace(string ns, string name, string verb, bool allowed)
    {
        var evaluator = Evaluator([new RbacRole("shop", "hello", [ProxyOfHello])], Binding("shop", "Role", "hello", Consumer));

        evaluator.Decide(Consumer.ToAccessSubject(), new AccessQuestion(ns, "", "services/proxy", name, verb)).Allowed.ShouldBe(allowed);
    }

    [Test]
    public void A_cluster_role_bound_in_a_namespace_holds_in_it_alone()
    {
        var evaluator = Evaluator([new RbacRole(null, "hello", [ProxyOfHello])], Binding("shop", "ClusterRole", "hello", Consumer));

        evaluator.Decide(Consumer.ToAccessSubject(), GetHello).Allowed.ShouldBeTrue();
        evaluator.Decide(Consumer.ToAccessSubject(), GetHello with { Namespace = "bank" }).Allowed.ShouldBeFalse();
    }

    [Test]
    public void A_cluster_role_binding_holds_everywhere_and_comes_first()
    {
        var evaluator = Evaluator(
            [new RbacRole(null, "hello", [ProxyOfHello])], Binding("shop", "ClusterRole", "hello", Consumer), Binding(
                null, "ClusterRole", "hello", Consumer));

        evaluator.Decide(Consumer.ToAccessSubject(), GetHello).By!.Binding.Namespace.ShouldBeNull();
        evaluator.Decide(Consumer.ToAccessSubject(), GetHello with { Namespace = "" }).Allowed.ShouldBeTrue();
        evaluator.Paths(Consumer.ToAccessSubject(), GetHello).Count().ShouldBe(2);
    }

    [TestCase("ClusterRole", "nowhere")]
    [TestCase("Role", "cluster-wide", Description = "a cluster role is no role")]
    [TestCase("Rolle", "hello")]
    public void A_binding_to_what_is_not_there_grants_nothing_and_is_told(string kind, string name)
    {
        var evaluator = Evaluator(
            [new RbacRole("shop", "hello", [ProxyOfHello]), new RbacRole(null, "cluster-wide", [ProxyOfHello])], Binding(
                "shop", kind, name, Consumer));

        evaluator.Decide(Consumer.ToAccessSubject(), GetHello).Allowed.ShouldBeFalse();
        evaluator.Unresolved.ShouldHaveSingleItem().RoleName.ShouldBe(name);
    }

    [Test]
    public void A_cluster_role_binding_cannot_bind_a_role()
    {
        var evaluator = Evaluator([new RbacRole(null, "hello", [ProxyOfHello])], Binding(null, "Role", "hello", Consumer));

        evaluator.Decide(Consumer.ToAccessSubject(), GetHello).Allowed.ShouldBeFalse();
        evaluator.Unresolved.Count.ShouldBe(1);
    }

    [TestCase("serviceaccount:shop/consumer", true)]
    [TestCase("serviceaccount:bank/consumer", false)]
    [TestCase("consumer", false)]
    public void A_service_account_without_namespace_is_one_of_the_role_bindings_own(string subject, bool allowed)
    {
        var unqualified = new RbacSubject(RbacSubjectKind.ServiceAccount, "consumer");
        var evaluator = Evaluator(
            [new RbacRole("shop", "hello", [ProxyOfHello]), new RbacRole(null, "hello", [ProxyOfHello])],
            Binding("shop", "Role", "hello", unqualified), Binding(null, "ClusterRole", "hello", unqualified));

        evaluator.Decide(AccessSubject.Parse(subject), GetHello).Allowed.ShouldBe(allowed);
        evaluator.Paths(GetHello).Where(path => path.Because is null).ShouldHaveSingleItem()
            .Subject.ToString().ShouldBe("serviceaccount:shop/consumer");
    }

    [TestCase(null)]
    [TestCase("/metrics")]
    public void Of_system_masters_nobody_is_asked(string? path)
    {
        var question = path is null ? GetHello : AccessQuestion.OfPath("delete", path);
        var evaluator = Evaluator([]);

        evaluator.Decide(new AccessSubject("jane", ["system:masters", "system:authenticated"]), question).Allowed.ShouldBeTrue();
        evaluator.Paths(new AccessSubject("", ["system:masters"]), question).ShouldHaveSingleItem().ToString()
            .ShouldBe("always: the API server asks no authorizer about system:masters");
        evaluator.Decide(new AccessSubject("system:masters", ["system:authenticated"]), question).Allowed
            .ShouldBeFalse("a user is no group");
    }

    [Test]
    public void Groups_count_also_those_that_every_service_account_has()
    {
        var evaluator = Evaluator([new RbacRole("shop", "hello", [ProxyOfHello])], Binding(
            "shop", "Role", "hello", new RbacSubject(RbacSubjectKind.Group, "system:serviceaccounts:shop")));

        evaluator.Decide(Consumer.ToAccessSubject(), GetHello).By!.Subject.ToString().ShouldBe("group:system:serviceaccounts:shop");
        evaluator.Decide(new RbacSubject(RbacSubjectKind.User, "jane").ToAccessSubject(), GetHello).Allowed.ShouldBeFalse();
    }

    [Test]
    public void Aggregated_roles_have_the_rules_of_those_they_select_through_others_and_in_circles()
    {
        var evaluator = Evaluator(
            [
                Aggregating("all", selects: "one", label: "two"),
                Aggregating("middle", selects: "two", label: "one"),
                new RbacRole(null, "leaf", [ProxyOfHello]) { Labels = new Dictionary<string, string> { ["two"] = "yes" } },
            ],
            Binding("shop", "ClusterRole", "all", Consumer));

        var path = evaluator.Decide(Consumer.ToAccessSubject(), GetHello).By!;

        path.ToString().ShouldBe("RoleBinding shop/b0 → ClusterRole all (aggregates ClusterRole leaf)");
    }

    [Test]
    public void Rules_that_files_give_an_aggregated_role_are_replaced_and_those_of_a_cluster_are_what_the_controller_wrote()
    {
        var stale = Aggregating("all", selects: "one", label: "none") with { Rules = [ProxyOfHello] };
        var snapshot = new RbacSnapshot("test", [stale], [Binding("shop", "ClusterRole", "all", Consumer)]);

        new AccessEvaluator(snapshot).Decide(Consumer.ToAccessSubject(), GetHello).Allowed.ShouldBeFalse();
        new AccessEvaluator(snapshot with { IsAggregated = true }).Decide(Consumer.ToAccessSubject(), GetHello).Allowed.ShouldBeTrue();
    }

    [Test]
    public void Of_a_clusters_aggregated_role_each_rule_is_traced_to_the_role_it_is_written_in()
    {
        var all = Aggregating("all", selects: "one", label: "none") with { Rules = [ProxyOfHello with { Verbs = ["get"] }] };
        var leaf = new RbacRole(null, "leaf", [ProxyOfHello with { Verbs = ["get"] }])
        {
            Labels = new Dictionary<string, string> { ["one"] = "yes" },
        };
        var snapshot = new RbacSnapshot("test", [all, leaf], [Binding("shop", "ClusterRole", "all", Consumer)]) { IsAggregated = true };

        new AccessEvaluator(snapshot).Decide(Consumer.ToAccessSubject(), GetHello).By!.AggregatedFrom.ShouldBe(leaf);
    }

    [TestCase("get", "/metrics", true)]
    [TestCase("get", "/metrics/", false)]
    [TestCase("get", "/logs/kube.log", true)]
    [TestCase("get", "/logs", false)]
    [TestCase("post", "/metrics", false)]
    public void Paths_outside_of_resources_are_compared_by_prefix(string verb, string path, bool allowed)
    {
        var rule = new RbacRule([], [], [], ["get"]) { NonResourceUrls = ["/metrics", "/logs/*"] };
        var evaluator = Evaluator([new RbacRole(null, "monitor", [rule])], Binding(null, "ClusterRole", "monitor", Consumer));

        evaluator.Decide(Consumer.ToAccessSubject(), AccessQuestion.OfPath(verb, path)).Allowed.ShouldBe(allowed);
    }

    private static RbacRole Aggregating(string name, string selects, string label) => new(null, name, [])
    {
        Labels = new Dictionary<string, string> { [label] = "yes" },
        Aggregates = [new LabelSelector(new Dictionary<string, string> { [selects] = "yes" }, [])],
    };

    private static RbacBinding Binding(string? ns, string kind, string role, RbacSubject subject) => new(ns, "b0", kind, role, [subject]);

    private static AccessEvaluator Evaluator(RbacRole[] roles, params RbacBinding[] bindings) =>
        new(new RbacSnapshot("test", roles, bindings));
}
