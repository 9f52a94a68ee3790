using Harness.Rbac.Objects;
using Harness.Rbac.Policies;
using Harness.Rbac.Validation;

namespace Harness.Reports.Tests.Validation;

/// <summary>A validation of a policy of sentences, with everything that can become of one.</summary>
internal static class SampleSentences
{
    private static readonly AccessPolicy Policy = AccessPolicyReader.Parse("access.yaml", """
        apiVersion: harness/v1
        kind: AccessPolicy
        metadata: {name: team}
        spec:
          scope: {namespaces: [team, stage], world: open}
          consumers:
          - name: developers
            subject: {kind: Group, name: "team:developers"}
            allow:
            - {resource: deployments, apiGroup: apps, verbs: [create]}
            deny:
            - {resource: secrets, verbs: [get, list]}
          - name: viewers
            subject: {kind: Group, name: "team:viewers"}
            allow: [{resource: pods/exec, names: [web-0], verbs: ["*"], namespaces: [team]}, {services: [web], methods: [GET]}]
            deny:
            - {resource: deployments, apiGroup: apps, verbs: [create]}
        """);

    private static RbacSubject Developers => Policy.Consumers[0].Subject;

    private static RbacSubject Viewers => Policy.Consumers[1].Subject;

    public static ValidationReport Report { get; } = new()
    {
        Policy = Policy,
        Sources = ["live", "static"],
        Cells =
        [
            Cell(Developers, "apps", "deployments", "", "create", 10, true, CellAnswerKind.Allowed),
            Cell(Viewers, "apps", "deployments", "", "create", 17, false, CellAnswerKind.Allowed),
            Cell(Developers, "", "secrets", "", "get", 12, false, CellAnswerKind.Denied),
            Cell(Developers, "", "secrets", "", "list", 12, false, CellAnswerKind.Denied),
            Cell(Viewers, "", "secrets", "one", "get", null, false, CellAnswerKind.Undecided),
            Cell(Developers, "", "pods/exec", "web-0", "create", 15, true, CellAnswerKind.Denied),
            Cell(Developers, "", "services/proxy", "web", "get", null, false, CellAnswerKind.Denied, CellAnswerKind.Allowed),
            Cell(Viewers, "", "services/proxy", "web", "get", 15, true, CellAnswerKind.Allowed),
            Cell(Viewers, "", "services/proxy", "web", "get", null, false, CellAnswerKind.Denied, ns: "stage"),
        ],
        Duration = TimeSpan.FromSeconds(2),
    };

    /// <summary>One of two consumers may call one path of a service.</summary>
    /// <param name="beside">What is answered of another path.</param>
    public static ValidationReport WithPaths(CellAnswerKind beside)
    {
        var policy = AccessPolicyReader.Parse("access.yaml", """
            apiVersion: harness/v1
            kind: AccessPolicy
            metadata: {name: team}
            spec:
              scope: {namespaces: [team], resources: [services/proxy]}
              consumers:
              - name: scraper
                subject: {kind: Group, name: "team:developers"}
                allow: [{services: [web], methods: [GET], paths: [/metrics]}]
              - name: other
                subject: {kind: Group, name: "team:viewers"}
                deny: [{services: [web], methods: [GET]}]
            """);
        CellResult Of(string? path, bool isAllowed, CellAnswerKind answer)
        {
            var cell = Cell(Developers, "", "services/proxy", "web", "get", isAllowed ? 9 : null, isAllowed, answer);
            return cell with { Cell = cell.Cell with { Path = path } };
        }

        return Report with
        {
            Policy = policy,
            Cells =
            [
                Of(null, true, CellAnswerKind.Allowed), Of("/metrics", true, CellAnswerKind.Allowed), Of("/", false, beside),
                Cell(Viewers, "", "services/proxy", "web", "get", 12, false, CellAnswerKind.Denied),
            ],
        };
    }

    private static CellResult Cell(
        RbacSubject subject, string group, string resource, string name, string verb, int? line, bool isAllowed, CellAnswerKind live,
        CellAnswerKind? @static = null, string ns = "team") => new(
        new AccessCell(
            subject, new AccessQuestion(ns, group, resource, name, verb), isAllowed, line is { } at ? new("access.yaml", at) : null),
        [new CellAnswer(live, ""), new CellAnswer(@static ?? live, "")]);
}
