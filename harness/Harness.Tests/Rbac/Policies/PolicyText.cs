namespace Harness.Tests.Rbac.Policies;

/// <summary>Policies in tests: a good one, and the same with one thing changed.</summary>
internal static class PolicyText
{
    /// <summary>The policy of the documentation, and everything else that can stand in one.</summary>
    public const string Good = """
        # yaml-language-server: $schema=access-policy.schema.json
        apiVersion: harness/v1
        kind: AccessPolicy
        metadata: {name: hello}
        spec:
          scope: {namespaces: [default, shop]}
          consumers:
          - name: consumer
            subject: {kind: ServiceAccount, namespace: default, name: consumer}
            allow:
            - services: [hello-app]
              methods: [GET, HEAD, POST]
            - services: [hello-app, other]
              ports: [8080, web]
              scheme: https
              methods: ["*"]
              namespaces: [shop]
            - resource: pods/log
              names: [hello-app-0]
              verbs: [get]
          - name: jane
            subject: {kind: User, name: "jane@example.com"}
            allow:
            - {resource: deployments/scale, apiGroup: apps, verbs: [get, update]}
          ignore:
          - {group: "system:masters", reason: cluster administrators}
          - {serviceAccount: kube-system/robot, reason: robot}
          - {user: root, reason: root}
          suppressions:
          - {finding: HR101, on: Role default/hello, reason: until the move, expires: 2026-12-31}
          unsafeGets: [counter]
        """;

    /// <summary>A policy of everything that sentences can say.</summary>
    public const string Sentences = """
        apiVersion: harness/v1
        kind: AccessPolicy
        metadata: {name: team}
        spec:
          scope:
            namespaces: [team]
            world: closed
            resources:
            - pods/exec
            - {resource: deployments, apiGroup: apps, verbs: [create, delete]}
            - {resource: gadgets, apiGroup: example.com}
          consumers:
          - name: developers
            subject: {kind: Group, name: "team:developers"}
            allow:
            - {resource: deployments, apiGroup: apps, verbs: [create]}
            deny:
            - {resource: secrets, names: [token], verbs: [get]}
            - {services: [web], methods: [POST]}
          - name: viewers
            subject: {kind: Group, name: "team:viewers"}
            deny:
            - {resource: pods/exec, verbs: ["*"]}
        """;

    /// <summary>The good policy with one text replaced by another.</summary>
    public static string With(string old, string replacement) => Replaced(Good, old, replacement);

    /// <summary>That of sentences with one text replaced by another.</summary>
    public static string SentencesWith(string old, string replacement) => Replaced(Sentences, old, replacement);

    private static string Replaced(string text, string old, string replacement)
    {
        text.ShouldContain(old);
        return text.Replace(old, replacement, StringComparison.Ordinal);
    }
}
