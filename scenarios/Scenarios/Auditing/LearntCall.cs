using Harness.Rbac.Objects;

namespace Harness.Scenarios.Auditing;

/// <summary>A call as one of many: who, by which method, which service as it is spelled, which path.</summary>
internal sealed record LearntCall(string Consumer, string Method, string Name, string Path)
{
    private static readonly string[] Methods = ["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"];

    /// <summary>What is learnt from.</summary>
    public static IReadOnlyList<LearntCall> Traffic(IReadOnlyList<string> services) =>
    [
        new("reader", "GET", services[0], "/metrics"), new("reader", "GET", services[0], "/users/7"),
        new("reader", "HEAD", $"{services[0]}:8080", "/metrics"),
        new("writer", "POST", services[1], "/orders"), new("writer", "PUT", services[1], "/orders"),
        new("clerk", "GET", $"http:{services[2]}:8080", "/"), new("clerk", "GET", $"{services[1]}:8080", "/orders"),
        new("clerk", "DELETE", $"{services[1]}:8080", "/orders"),
    ];

    /// <summary>Every call of some dimensions: consumers × services × spellings × methods × paths.</summary>
    public static IEnumerable<LearntCall> All(
        IReadOnlyList<string> services, IReadOnlyList<KnownPort> ports, IReadOnlyList<string> paths) =>
        from consumer in (string[])["reader", "writer", "clerk"]
        from service in services
        from name in ProxyName.Spellings(service, ports)
        from method in Methods
        from path in paths
        select new LearntCall(consumer, method, name, path);

    /// <summary>
    /// Whether it is as one of the traffic's: of the same consumer to the same name, with a verb that was used and, where paths are told
    /// apart, a path that was called. Admission is not told the method, so each verb goes with each path.
    /// </summary>
    public bool IsAsIn(IReadOnlyList<LearntCall> traffic, bool withPaths)
    {
        var same = traffic.Where(one => one.Consumer == Consumer && one.Name == Name).ToList();
        return same.Exists(one => HttpVerb.Of(one.Method) == HttpVerb.Of(Method)) && (!withPaths || same.Exists(one => one.Path == Path));
    }

    /// <summary>Its address in a namespace.</summary>
    public string In(string ns) => $"/api/v1/namespaces/{ns}/services/{Name}/proxy{Path}";

    /// <inheritdoc/>
    public override string ToString() => $"{Consumer}: {Method} {Name}{Path}";
}
