namespace Harness.Tests.Rbac.Policies;

/// <summary>A policy with paths, and the same with others.</summary>
internal static class PathText
{
    public const string Good = """
        apiVersion: harness/v1
        kind: AccessPolicy
        metadata: {name: metrics}
        spec:
          scope: {namespaces: [shop, stock]}
          consumers:
          - name: scraper
            subject: {kind: ServiceAccount, namespace: shop, name: scraper}
            allow:
            - services: [web, api]
              ports: [8080]
              methods: [GET]
              paths: [/metrics, /static/*]
              namespaces: [shop]
            - services: [stats]
              methods: [GET, POST]
              paths: [/]
          - name: writers
            subject: {kind: Group, name: writers}
            allow:
            - services: [stats]
              methods: [POST]
              paths: [/push]
            - {resource: pods/proxy, verbs: [get]}
        """;

    /// <summary>The same with one text replaced by another.</summary>
    public static string With(string old, string replacement)
    {
        Good.ShouldContain(old);
        return Good.Replace(old, replacement, StringComparison.Ordinal);
    }
}
