using Harness.Rbac.Evaluation;
using Harness.Rbac.Objects;
using Harness.Rbac.Policies;
using Harness.Rbac.Validation;
using Harness.Reports.Graphs;

namespace Harness.Reports.Tests.Graphs;

/// <summary>Ways of real validations, of manifests that hold one binding each.</summary>
internal sealed class ReportPathsTests
{
    private const string Rule = "apiGroups: [\"\"], resources: [\"services/proxy\"], resourceNames: [\"web\"], verbs: [\"get\"]";
    private static readonly RbacRole Hello = new("shop", "hello", [SampleAccess.Proxy]);

    [Test]
    public async Task What_a_group_is_given_is_the_groups() => (await ShownAsync(
        [Hello], SampleAccess.Binding("b", "hello", new RbacSubject(RbacSubjectKind.Group, SubjectIdentity.Authenticated)))).ShouldBe(
        [$"Wrong: group:system:authenticated → RoleBinding shop/b → Role shop/hello → {Rule} → services/proxy web in shop"]);

    [Test]
    public async Task What_a_member_has_by_its_group_says_so_at_the_binding()
    {
        const string every = "apiGroups: [\"\"], resources: [\"services/proxy\"], verbs: [\"get\"]";
        var open = new RbacRole("shop", "open", [SampleAccess.Proxy with { ResourceNames = [] }]);
        var other = new RbacRole("shop", "other", [new RbacRule([""], ["pods"], [], ["get"])]);
        var group = new RbacSubject(RbacSubjectKind.Group, SubjectIdentity.AccountsOf + "shop");

        var shown = await ShownAsync(
            [open, other], SampleAccess.Binding("b", "open", group), SampleAccess.Binding("c", "other", SampleAccess.Consumer));

        shown.ShouldBe(
        [
            $"Wrong: {group} → RoleBinding shop/b → Role shop/open → {every} → services/proxy of any other name in shop",
            $"Wrong: serviceaccount:shop/consumer → RoleBinding shop/b to {group} → Role shop/open → {every} → "
                + "services/proxy of any other name in shop",
        ]);
    }

    /// <summary>No authorizer is asked about them, so there is no binding to be shown, although one names them.</summary>
    [Test]
    public async Task The_masters_have_no_binding()
    {
        const string masters = "[{name: m, subject: {kind: Group, name: \"system:masters\"}, allow: [{services: [web], methods: [GET]}]}]";

        var shown = await ShownAsync(
            masters, [Hello], SampleAccess.Binding("b", "hello", new RbacSubject(RbacSubjectKind.Group, SubjectIdentity.Masters)));

        shown.ShouldContain("Fine: group:system:masters → always: the API server asks no authorizer about system:masters → "
            + "services/proxy web in shop");
        shown.ShouldAllBe(way => !way.Contains("Binding"));
    }

    [Test]
    public async Task A_rule_that_an_aggregated_role_takes_over_says_where_it_is_written()
    {
        var pods = new RbacRule([""], ["pods"], [], ["get"]);
        var shown = await ShownAsync(
            [SampleAccess.Sum, SampleAccess.Part("one", SampleAccess.Proxy), SampleAccess.Part("two", pods)],
            SampleAccess.Binding("b", "sum", SampleAccess.Consumer));

        shown.ShouldBe(
        [
            $"Wrong: serviceaccount:shop/consumer → RoleBinding shop/b → ClusterRole sum → {Rule} (of ClusterRole one) → "
                + "services/proxy web in shop",
        ]);
    }

    [Test]
    public async Task A_role_that_is_not_known_is_undecided_with_its_binding()
    {
        var shown = await ShownAsync([], SampleAccess.Binding("b", "gone", SampleAccess.Consumer));

        shown.ShouldNotBeEmpty();
        shown.ShouldAllBe(way => way.StartsWith(
            "Undecided: serviceaccount:shop/consumer → RoleBinding shop/b → Role shop/gone, which is not known → "));
    }

    /// <summary>Names of other resources may have colons, which are no port or scheme.</summary>
    [TestCase("services/proxy", "http:web:80", "services/proxy web in shop")]
    [TestCase("services/proxy", "web:80", "services/proxy web in shop")]
    [TestCase("services/proxy", ProxyQuestions.NoSuchName, "services/proxy of any other name in shop")]
    [TestCase("roles", "system:controller:x", "roles system:controller:x in shop")]
    [TestCase("secrets", "", "secrets of any name in shop")]
    public void Spellings_are_one_service_and_other_names_are_as_they_are(string resource, string name, string service) =>
        Ends(Cell(resource, name, "get", isAllowed: false)).ShouldBe([$"Wrong: {service}"]);

    [Test]
    public void What_a_policy_allows_is_called_as_it_is_spelt() => Ends(
        Cell("services/proxy", "web:80", "get", isAllowed: true),
        Cell("services/proxy", "http:api:80", "get", isAllowed: true, isGranted: false),
        Cell("services/proxy", "web:80", "create", isAllowed: true, isGranted: false),
        Cell("services/proxy", "web", "get", isAllowed: false)).ShouldBe(
    [
        "Wrong: services/proxy web in shop, other spellings or methods",
        "Missing: services/proxy http:api:80 in shop",
        "Missing: services/proxy web:80 in shop, other spellings or methods",
        "Fine: services/proxy web:80 in shop",
    ]);

    /// <summary>A way to the name alone would read as one to the whole service.</summary>
    [Test]
    public void Single_endpoints_are_one_end_with_their_paths_and_each_wrong_path_its_own() => Ends(
        Cell("services/proxy", "web:http", "get", isAllowed: true),
        Cell("services/proxy", "web:http", "get", isAllowed: true) with { Path = "/static/harness-no-such-path" },
        Cell("services/proxy", "web:http", "get", isAllowed: true) with { Path = "/metrics" },
        Cell("services/proxy", "web:http", "get", isAllowed: false) with { Path = "/harness-no-such-path" },
        Cell("services/proxy", "web:http", "get", isAllowed: false, isGranted: false) with { Path = "/" },
        Cell("services/proxy", "api", "get", isAllowed: true)).ShouldBe(
    [
        "Wrong: services/proxy web:http in shop, path /harness-no-such-path",
        "Fine: services/proxy api in shop",
        "Fine: services/proxy web:http in shop, paths /metrics, /static/*",
    ]);

    [Test]
    public void Of_many_paths_there_are_the_first_and_how_many_more() => Ends([.. Enumerable.Range(1, 9).Select(
        i => Cell("services/proxy", "web", "get", isAllowed: true) with { Path = $"/{i}" })]).ShouldBe(
        ["Fine: services/proxy web in shop, paths /1, /2, /3, /4, /5 and 4 more"]);

    private static SampleCell Cell(string resource, string name, string verb, bool isAllowed, bool isGranted = true) =>
        new(new AccessQuestion("shop", "", resource, name, verb), isAllowed, isGranted);

    private static IEnumerable<string> Ends(params SampleCell[] cells) =>
        ReportPaths.Of(Validation.SampleValidation.Good with { Cells = [.. cells.Select(cell => cell.Result)] })
            .Select(path => $"{path.Kind}: {path.Stops[^1].Text}");

    private sealed record SampleCell(AccessQuestion Question, bool IsAllowed, bool IsGranted)
    {
        public string? Path { get; init; }

        public CellResult Result => new(
            new AccessCell(SampleAccess.Consumer, Question, IsAllowed, null) { Path = Path },
            [new CellAnswer(IsGranted ? CellAnswerKind.Allowed : CellAnswerKind.Denied, "by RBAC")]);
    }

    private static Task<IReadOnlyList<string>> ShownAsync(IReadOnlyList<RbacRole> roles, params RbacBinding[] bindings) =>
        ShownAsync("[]", roles, bindings);

    private static async Task<IReadOnlyList<string>> ShownAsync(
        string consumers, IReadOnlyList<RbacRole> roles, params RbacBinding[] bindings)
    {
        var policy = AccessPolicyReader.Parse("access.yaml", $$"""
            apiVersion: harness/v1
            kind: AccessPolicy
            metadata: {name: shop}
            spec: {scope: {namespaces: [shop]}, consumers: {{consumers}} }
            """);
        var rbac = new IndexedRbac(new RbacSnapshot("rbac.yaml", roles, bindings));
        var report = await new Validator(policy, [new EvaluatedSource("manifests", rbac)], [rbac])
            .RunAsync(new Progress<string>(), CancellationToken.None);
        return
        [
            .. ReportPaths.Of(report).Select(
                path => $"{path.Kind}: {string.Join(" → ", path.Stops.Where(stop => stop.IsShown).Select(stop => stop.Text))}"),
        ];
    }
}
