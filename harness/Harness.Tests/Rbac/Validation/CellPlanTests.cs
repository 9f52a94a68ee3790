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
    public void An_account_that_is_ignored_stands_for_no_other()
    {
        var policy = ShopPolicy.Policy with
        {
            Ignored = [.. ShopPolicy.Policy.Ignored, new PolicyIgnore(RbacSubject.ServiceAccount("shop", "a0"), "test", new("p", 1))],
        };
        var snapshot = ShopPolicy.Snapshot(
            ShopPolicy.Granted,
            "{apiVersion: v1, kind: ServiceAccount, metadata: {name: a0, namespace: shop}}\n---\n"
            + "{apiVersion: v1, kind: ServiceAccount, metadata: {name: a1, namespace: shop}}");

        CellPlan.Of(policy, [new AnalysedRbac(new IndexedRbac(snapshot), policy)]).Select(cell => cell.Subject.ToString())
            .ShouldContain("serviceaccount:shop/a1");
    }

    [TestCase("RoleBinding")]
    [TestCase("ClusterRoleBinding")]
    public void What_a_role_that_is_not_known_may_open_is_asked_however_many_subjects_there_are(string kind)
    {
        var many = Enumerable.Range(0, 300).Select(i => $"{{kind: User, name: u{i}}}");
        var ns = kind == "RoleBinding" ? ", namespace: shop" : "";
        var harmless =
            "{apiVersion: rbac.authorization.k8s.io/v1, kind: Role, metadata: {name: cm, namespace: shop}, "
            + "rules: [{apiGroups: [\"\"], resources: [configmaps], verbs: [get]}]}\n---\n"
            + "{apiVersion: rbac.authorization.k8s.io/v1, kind: RoleBinding, metadata: {name: cm, namespace: shop}, "
            + $"roleRef: {{kind: Role, name: cm}}, subjects: [{string.Join(", ", many)}]}}";
        var unknown =
            $"{{apiVersion: rbac.authorization.k8s.io/v1, kind: {kind}, metadata: {{name: m{ns}}}, "
            + "roleRef: {kind: ClusterRole, name: proxy-all}, subjects: [{kind: User, name: mallory}]}";

        var plan = Plan(ShopPolicy.Granted, harmless, unknown);

        var asked = Asked(plan, new RbacSubject(RbacSubjectKind.User, "mallory"));
        var expected = from resource in (string[])["services/proxy", "pods/proxy"]
                       from verb in (string[])["get", "create", "update", "patch", "delete", ""]
                       select new AccessQuestion("shop", "", resource, "harness-no-such-name", verb);
        expected.Except(asked).ShouldBeEmpty();
        asked.ShouldContain(question => question.Resource == "nodes/proxy" && question.Namespace.Length == 0);
        plan.Count(cell => cell.Subject.Name.StartsWith('u')).ShouldBeLessThan(3000);
    }

    [Test]
    public void Namespaces_in_which_policy_and_rules_are_the_same_are_asked_about_once_and_others_each()
    {
        var names = Enumerable.Range(0, 50).Select(i => $"n{i:00}").ToList();
        var consumer = ShopPolicy.Policy.Consumers[0];
        var policy = ShopPolicy.Policy with
        {
            Namespaces = names,
            Consumers = [consumer with { Allow = [consumer.Allow[0] with { Namespaces = names }] }],
        };
        RbacRule named = new([""], ["services/proxy"], ["hello-app"], ["get"]), all = new([""], ["services/proxy"], [], ["get"]);
        var roles = names.Select(ns => new RbacRole(ns, "hello", [ns == "n31" ? all : named])).ToList();
        var bindings = names.Select(ns => new RbacBinding(ns, "hello", "Role", "hello", [consumer.Subject])).ToList();

        var plan = CellPlan.Of(policy, [new AnalysedRbac(new IndexedRbac(new RbacSnapshot("test", roles, bindings)), policy)]);

        plan.Count(cell => cell.IsAllowed).ShouldBe(50);
        plan.Where(cell => cell.Subject.IsSame(consumer.Subject) && cell.Question is { Resource: "pods/proxy", Verb: "get" })
            .Select(cell => cell.Question.Namespace).ShouldBe(["n00", "n31"]);
        plan.ShouldContain(cell => !cell.IsAllowed && cell.Question.Namespace == "n31" && cell.Question.Name == "harness-no-such-name");
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

        plan.Count.ShouldBeInRange(10_000, 17_000);
    }

    private static IReadOnlyList<AccessCell> Plan(params string[] manifests) => Plan(ShopPolicy.Snapshot(manifests));

    private static IReadOnlyList<AccessCell> Plan(params RbacSnapshot[] snapshots) =>
        CellPlan.Of(ShopPolicy.Policy, [.. snapshots.Select(snapshot => new AnalysedRbac(new IndexedRbac(snapshot), ShopPolicy.Policy))]);

    private static List<AccessQuestion> Asked(IEnumerable<AccessCell> plan, RbacSubject subject) =>
        [.. plan.Where(cell => cell.Subject.IsSame(subject)).Select(cell => cell.Question)];
}
