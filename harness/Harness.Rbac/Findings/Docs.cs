namespace Harness.Rbac.Findings;

/// <summary>The pages of Kubernetes' documentation behind the kinds of findings.</summary>
internal static class Docs
{
    /// <summary>How a request becomes a verb.</summary>
    public static Uri Verbs { get; } = Page("reference/access-authn-authz/authorization/#determine-the-request-verb");

    /// <summary>How the proxy's URLs, and so its resource names, are spelled.</summary>
    public static Uri ProxyUrls { get; } =
        Page("tasks/access-application-cluster/access-cluster-services/#manually-constructing-apiserver-proxy-urls");

    /// <summary>What a Service is made of.</summary>
    public static Uri Services { get; } = Page("concepts/services-networking/service/");

    /// <summary>A section of the reference of RBAC.</summary>
    public static Uri Rbac(string section) => Page($"reference/access-authn-authz/rbac/#{section}");

    /// <summary>A section of the good practices for RBAC.</summary>
    public static Uri GoodPractices(string section) => Page($"concepts/security/rbac-good-practices/#{section}");

    /// <summary>Any other page.</summary>
    public static Uri Page(string path) => new($"https://kubernetes.io/docs/{path}");
}
