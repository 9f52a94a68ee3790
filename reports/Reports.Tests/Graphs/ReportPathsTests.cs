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
    public void Spellings_are_one_service_and_other_names_are_as_they_are(string resource, string name, string service)
    {
        var cell = new AccessCell(SampleAccess.Consumer, new AccessQuestion("shop", "", resource, name, "get"), true, null);
        var report = Validation.SampleValidation.Good with
        {
            Cells = [new CellResult(cell, [new CellAnswer(CellAnswerKind.Denied, ""), new CellAnswer(CellAnswerKind.Denied, "")])],
        };

        ReportPaths.Violations(report).ShouldHaveSingleItem().Stops[^1].Text.ShouldBe(service);
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
