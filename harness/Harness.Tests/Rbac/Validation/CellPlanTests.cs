using Harness.Rbac.Analysis;
using Harness.Rbac.Evaluation;
using Harness.Rbac.Objects;
using Harness.Rbac.Policies;
using Harness.Rbac.Validation;
using Harness.Rbac.Yaml;

namespace Harness.Tests.Rbac.Validation;

internal sealed class CellPlanTests
{
    private static readonly RbacSubject Other = new(RbacSubjectKind.ServiceAccount, "other", "shop");

    [Test]
    public void What_a_consumer_is_allowed_is_asked_and_says_where_it_is_allowed()
    {
        var allowed = Plan(ShopPolicy.Granted).Where(cell => cell.IsAllowed).ShouldHaveSingleItem();

        allowed.Question.ShouldBe(new AccessQuestion("shop", "", "services/proxy", "hello-app", "get"));
        allowed.Because.ShouldBe(new SourceLocation("access.yaml", 9));
    }

    [TestCase("shop", "services/proxy", "hello-app", "create", TestName = "another method")]
    [TestCase("shop", "services/proxy", "hello-app", "", TestName = "a method without a verb")]
    [TestCase("shop", "services/proxy", "hello-app:", "get", TestName = "the colon alone")]
    [TestCase("shop", "services/proxy", "hello-app:8080", "get", TestName = "the port by number")]
    [TestCase("shop", "services/proxy", "hello-app:web", "get", TestName = "the port by name")]
    [TestCase("shop", "services/proxy", "https:hello-app:8080", "get", TestName = "a scheme")]
    [TestCase("shop", "services/proxy", "neighbour", "get", TestName = "a neighbour")]
    [TestCase("shop", "services/proxy", "harness-no-such-name", "get", TestName = "a service that is not there")]
    [TestCase("stock", "services/proxy", "hello-app", "get", TestName = "the same name in another namespace of the scope")]
    [TestCase("shop", "pods/proxy", "harness-no-such-name", "get", TestName = "pods")]
    [TestCase("", "nodes/proxy", "harness-no-such-name", "get", TestName = "nodes, which are in no namespace")]
    public void What_is_near_to_what_a_consumer_is_allowed_is_forbidden_to_it(string ns, string resource, string name, string verb)
    {
        var services =
            "{apiVersion: v1, kind: Service, metadata: {name: hello-app, namespace: shop}, spec: {ports: [{name: web, port: 8080}]}}\n---\n"
            + "{apiVersion: v1, kind: Service, metadata: {name: neighbour, namespace: shop}, spec: {ports: [{port: 80}]}}";

        var cell = Plan(ShopPolicy.Granted, services).Single(cell =>
            cell.Subject.IsSame(ShopPolicy.Consumer) && cell.Question == new AccessQuestion(ns, "", resource, name, verb));

        cell.IsAllowed.ShouldBeFalse();
        cell.Because.ShouldBeNull();
    }

    [TestCase("", "pods/log", "shop")]
    [TestCase("", "nodes/proxy", "")]
    [TestCase("", "persistentvolumes", "")]
    [TestCase("rbac.authorization.k8s.io", "clusterroles", "")]
    [TestCase("metrics.k8s.io", "nodes", "")]
    [TestCase("example.com", "nodes", "shop")]
    [TestCase("", "namespaces", "shop", Description = "a namespace counts as in itself")]
    public void What_lives_in_no_namespace_is_asked_about_without_one(string group, string resource, string ns)
    {
        var consumer = ShopPolicy.Policy.Consumers[0];
        var allowance = new PolicyAllowance(group, resource, ["a"], ["get"], consumer.Location) { Namespaces = ["shop"] };

        var plan = CellPlan.Of(ShopPolicy.Policy with { Consumers = [consumer with { Allow = [allowance] }] }, []);

        plan.Where(cell => cell.IsAllowed).ShouldHaveSingleItem().Question.ShouldBe(new AccessQuestion(ns, group, resource, "a", "get"));
    }

    [Test]
    public void What_a_rule_opens_to_somebody_else_is_asked_about_by_its_own_names_and_verbs()
    {
        var plan = Plan(ShopPolicy.Grant(
            "odd", "ServiceAccount", "other", "resources: [\"*/proxy\", services/proxy], resourceNames: [far-away], verbs: [patch, list]"));

        Asked(plan, Other).ShouldContain(new AccessQuestion("shop", "", "services/proxy", "far-away", "patch"));
        Asked(plan, Other).ShouldContain(new AccessQuestion("shop", "", "pods/proxy", "far-away", "patch"));
        Asked(plan, Other).ShouldNotContain(question => question.Verb == "list", "no request through a proxy has that verb");
        Asked(plan, Other)
            .ShouldNotContain(question => question.Namespace == "stock" && question.Name == "far-away", "the role binding is of shop");
    }

    [Test]
    public void A_rule_without_names_or_of_every_verb_is_asked_about_by_all_of_them()
    {
        var plan = Plan(ShopPolicy.Bind("all", "User", "jane", "ClusterRole", "cluster-admin"));

        var verbs = Asked(plan, new RbacSubject(RbacSubjectKind.User, "jane"))
            .Where(question => question is { Namespace: "shop", Resource: "services/proxy", Name: "harness-no-such-name" })
                .Select(question => question.Verb);
        verbs.ShouldBe(["get", "create", "update", "patch", "delete", ""], ignoreOrder: true);
    }

    [Test]
    public void Whom_the_policy_ignores_nobody_asks_about() =>
        Plan(ShopPolicy.Grant("ops", "Group", "operators", "resources: [\"*\"], verbs: [\"*\"]"))
            .ShouldNotContain(cell => cell.Subject.Name == "operators");

    [Test]
    public void Everybody_with_a_credential_and_everybody_without_are_asked_about_always()
    {
        var plan = Plan(ShopPolicy.Granted);

        RbacSubject[] everybody = [new(RbacSubjectKind.Group, "system:authenticated"), new(RbacSubjectKind.User, "system:anonymous")];
        foreach (var subject in everybody)
            Asked(plan, subject).ShouldContain(new AccessQuestion("shop", "", "services/proxy", "hello-app", "get"), subject.Name);
    }

    [Test]
    public void Of_accounts_that_nothing_binds_one_in_each_namespace_stands_for_all()
    {
        var accounts = from ns in (string[])["shop", "stock", "elsewhere"]
                       from i in Enumerable.Range(0, 20)
                       select $"{{apiVersion: v1, kind: ServiceAccount, metadata: {{name: a{i:00}, namespace: {ns}}}}}";

        Plan([ShopPolicy.Granted, .. accounts]).Select(cell => cell.Subject).Where(subject => subject.Name.StartsWith('a')).Distinct()
            .Select(subject => subject.ToString()).ShouldBe(["serviceaccount:shop/a00", "serviceaccount:stock/a00"]);
    }

    [Test]
    public void No_question_is_asked_twice()
    {
        var snapshot = ShopPolicy.Snapshot(ShopPolicy.Granted);

        var plan = Plan(snapshot, snapshot);

        plan.Select(cell => (cell.Subject.ToString(), cell.Question)).ShouldBeUnique();
    }

    [Test]
    public void The_plan_grows_with_the_rules_and_not_with_subjects_times_services()
    {
        // 1,000 accounts, 10,000 bindings, 1,000 services: 6 million questions, were each account asked about each service by each of six
        // verbs.
        var services = Enumerable.Range(0, 1000).Select(i => new KnownService("shop", $"s{i}", [new KnownPort(80, null)])).ToList();
        var accounts = Enumerable.Range(0, 1000).Select(i => RbacSubject.ServiceAccount("shop", $"a{i}")).ToList();
        var roles = services.Select(
            service => new RbacRole("shop", service.Name, [new RbacRule([""], ["services/proxy"], [service.Name], ["get"])])).ToList();
        var bindings = Enumerable.Range(0, 10_000).Select(i => new RbacBinding(
            "shop", $"b{i}", "Role", $"s{i % 1000}", [new RbacSubject(RbacSubjectKind.ServiceAccount, $"a{i / 10}", "shop")])).ToList();
        var snapshot = new RbacSnapshot("test", roles, bindings) { IsAggregated = true, Services = services, ServiceAccounts = accounts };

        var plan = Plan(snapshot);

        plan.Count.ShouldBeInRange(10_000, 11_000);
    }

    private static IReadOnlyList<AccessCell> Plan(params string[] manifests) => Plan(ShopPolicy.Snapshot(manifests));

    private static IReadOnlyList<AccessCell> Plan(params RbacSnapshot[] snapshots) =>
        CellPlan.Of(ShopPolicy.Policy, [.. snapshots.Select(snapshot => new AnalysedRbac(new IndexedRbac(snapshot), ShopPolicy.Policy))]);

    private static List<AccessQuestion> Asked(IEnumerable<AccessCell> plan, RbacSubject subject) =>
        [.. plan.Where(cell => cell.Subject.IsSame(subject)).Select(cell => cell.Question)];
}
