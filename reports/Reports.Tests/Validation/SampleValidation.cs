using Harness.Rbac.Analysis;
using Harness.Rbac.Auditing;
using Harness.Rbac.Findings;
using Harness.Rbac.Objects;
using Harness.Rbac.Policies;
using Harness.Rbac.Validation;
using Harness.Rbac.Yaml;

namespace Harness.Reports.Tests.Validation;

/// <summary>
/// Validations to write reports of: one with everything in it that can go wrong, one without, one that could not be decided.
/// </summary>
internal static class SampleValidation
{
    private static readonly SourceLocation PolicyPlace = new("rbac/access.yaml", 3);
    private static readonly SourceLocation Allowance = new("rbac/access.yaml", 11, 7);
    private static readonly RbacSubject Consumer = new(RbacSubjectKind.ServiceAccount, "consumer", "shop");
    private static readonly RbacSubject Other = new(RbacSubjectKind.ServiceAccount, "other", "shop");
    private static readonly RbacSubject Everybody = new(RbacSubjectKind.Group, "system:authenticated");

    private static readonly EvidenceStep[] Evidence =
    [
        new("RoleBinding shop/other", new SourceLocation("rbac/binding one.yaml", 12)),
        new("Role shop/wide", new SourceLocation("rbac/role.yaml", 4)),
        new("get, create services/proxy | every name", new SourceLocation("rbac/role.yaml", 9, 3)),
    ];

    private static readonly FindingRule Wide = new(
        "HR201", Severity.High, "Missing resourceNames", "Without resourceNames the rule opens every service of the namespace.",
        new Uri("https://kubernetes.io/docs/reference/access-authn-authz/rbac/#referring-to-resources"));

    private static readonly FindingRule Dead = new(
        "HR102", Severity.Low, "A verb that grants nothing", "proxy is a verb of the past.", new Uri(
            "https://kubernetes.io/docs/reference/access-authn-authz/authorization/"));

    public static ValidationReport Good { get; } = Of(
        [Cell(Consumer, "hello-app", "get", true, Allowed("RBAC: allowed by RoleBinding \"hello/shop\""), Allowed(""))]);

    public static ValidationReport Undecided { get; } = Of(
        [
            Cell(Consumer, "hello-app", "get", true, NoAnswer, Allowed("")),
            Cell(Everybody, "hello-app", "get", false, NoAnswer, Denied),
        ]) with
    {
        NotDecided = ["the list of secrets could not be read: 403 <Forbidden>"],
    };

    public static ValidationReport Bad { get; } = Of(
        [
            Cell(Consumer, "hello-app", "get", true, Allowed("RBAC: allowed"), Allowed("")),
            Cell(Consumer, "hello-app", "create", true, Denied, Denied),
            .. from verb in (string[])["get", "create", ""]
               from name in (string[])["", "hello-app", "hello-app:8080"]
               select Cell(Other, name, verb, false, Allowed("RBAC: allowed by RoleBinding \"other/shop\" of Role \"wide\""), Allowed(
                   "") with { Evidence = Evidence }),
            Cell(Everybody, "hello-app", "get", false, Allowed("RBAC: allowed by ClusterRoleBinding \"oops\""), Denied),
            Cell(Everybody, "hello-app", "delete", false, new CellAnswer(
                CellAnswerKind.NotAsked, "a probe cannot call as a group"), new CellAnswer(CellAnswerKind.NotAsked, "nothing to say")),
        ]) with
    {
        Findings =
        [
            new Finding(Dead, "Role shop/old", "the verb \"proxy\" grants nothing", [new("Role shop/old", new SourceLocation("-", 7))],
                "remove it"),
            new Finding(Wide, "Role shop/wide", "every service of shop is open to serviceaccount:shop/other", Evidence,
                "name the services: resourceNames: [hello-app]") { Subject = Other },
            new Finding(Wide, "Role shop/legacy", "every service of shop is open", Evidence[1..], "name the services")
            {
                SuppressedBy = new Suppression(
                    "HR201", "Role shop/legacy", "goes with the old shop <soon>", new DateOnly(2027, 1, 31), Allowance),
            },
        ],
        Duration = TimeSpan.FromMilliseconds(1234),
    };

    /// <summary>Beside an audit log.</summary>
    public static ValidationReport Audited { get; } = Of(
        [
            Cell(Consumer, "hello-app", "get", true, Allowed("RBAC: allowed"), NotAsked),
            Cell(Other, "hello-app", "get", false, NotAsked, Allowed(
                "RBAC: allowed by RoleBinding \"other/shop\" of Role \"wide\" to ServiceAccount \"other/shop\"; 12 times")),
            Cell(Other, "gone", "get", false, Denied, Allowed(
                "RBAC: allowed by RoleBinding \"old/shop\" of Role \"wide\" to ServiceAccount \"other/shop\"; once") with
            {
                IsPast = true,
                Last = new(2026, 11, 30, 12, 0, 0, TimeSpan.Zero),
            }),
        ]) with
    {
        Sources = ["live", "audit"],
        NotDecided = ["the audit log is not complete: audit.log:7: is no JSON; write each event on a line of its own (jq -c does it)"],
        Audit = new AuditEvidence(
            "audit.log: 1,234 events, 56 requests looked at",
            [
                new(Consumer, Question("hello-app:8080", "create"), null, Allowance),
                new(Consumer, Question("hello-app", "*"), "/users/*", Allowance),
            ],
            [
                new(Other, Question("staff\n::error::x", "get"), AuditAnswer.Denied, 1204, new(2026, 11, 30, 12, 0, 0, TimeSpan.Zero)),
                new(null, Question("hello-app", "get"), AuditAnswer.Unauthenticated, 1, null),
                new(Other, Question("<b>", "get"), AuditAnswer.RefusedByAdmission, 1, null),
                new(Other, Question("web", "get"), AuditAnswer.RefusedByAdmission, 12, null)
                {
                    Paths = ["/", "/admin\n::error::x", "/users/*"],
                    MorePaths = 4,
                    Probes = 10,
                },
            ],
            ["left out, as part of Kubernetes or its administrators: 3 requests of group:system:masters"]),
    };

    /// <summary>Those that have snapshots.</summary>
    public static IReadOnlyDictionary<string, ValidationReport> ByName { get; } = new Dictionary<string, ValidationReport>
    {
        ["bad"] = Bad,
        ["good"] = Good,
        ["undecided"] = Undecided,
        ["audited"] = Audited,
    };

    /// <summary>So much wrong that no comment can hold it.</summary>
    public static ValidationReport Huge { get; } = Of(
    [
        .. from i in Enumerable.Range(0, 2000)
           let who = new RbacSubject(RbacSubjectKind.ServiceAccount, $"account-{i}-{new string('x', 200)}", "shop")
           select Cell(who, $"svc-{i}", "get", false, Allowed(new string('`', 300) + i), Allowed(new string('|', 5000))),
    ]);

    private static CellAnswer Denied => new(CellAnswerKind.Denied, "");

    private static CellAnswer NotAsked => new(CellAnswerKind.NotAsked, "a log shows what was done");

    private static AccessQuestion Question(string name, string verb) => new("shop", "", "services/proxy", name, verb);

    private static CellAnswer NoAnswer => new(CellAnswerKind.Undecided, "the API server refused the SubjectAccessReview: 403 no");

    private static CellAnswer Allowed(string detail) => new(CellAnswerKind.Allowed, detail);

    private static CellResult Cell(RbacSubject subject, string name, string verb, bool allowed, CellAnswer live, CellAnswer @static) =>
        new(new AccessCell(subject, Question(name, verb), allowed, allowed ? Allowance : null), [live, @static]);

    private static ValidationReport Of(IReadOnlyList<CellResult> cells) => new()
    {
        Policy = new AccessPolicy("shop", ["shop"], [], []) { Location = PolicyPlace },
        Sources = ["live", "static"],
        Cells = cells,
        Duration = TimeSpan.FromSeconds(2),
    };
}
