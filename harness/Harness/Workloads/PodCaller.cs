using Harness.Access;

namespace Harness.Workloads;

/// <summary>As whom a pod calls.</summary>
public sealed record PodCaller
{
    private const string Mounted = "/var/run/secrets/kubernetes.io/serviceaccount";
    private readonly string _name;

    private PodCaller(string name) => _name = name;

    /// <summary>Without credentials.</summary>
    public static PodCaller Nobody { get; } = new("nobody");

    /// <summary>Whose token is mounted; null for none.</summary>
    internal string? ServiceAccount { get; private init; }

    /// <summary>Mounted into its pod: everybody who may read pods or list the node's processes sees arguments. Null for none.</summary>
    internal BasicCredentials? Credentials { get; private init; }

    /// <summary>Options of hello-app's commands.</summary>
    internal IReadOnlyList<string> Options { get; private init; } = [];

    /// <summary>With a name and a password.</summary>
    public static PodCaller With(BasicCredentials credentials) =>
        new(credentials.User) { Credentials = credentials, Options = ["--user-file", $"{UserSecret.Folder}/{UserSecret.Key}"] };

    /// <summary>
    /// As a consumer, with its mounted token and trust in the cluster's CA alone. The pod must run in the consumer's namespace.
    /// </summary>
    public static PodCaller As(Consumer consumer) => new(consumer.Name)
    {
        ServiceAccount = consumer.Name,
        Options = ["--token-file", $"{Mounted}/token", "--ca-file", $"{Mounted}/ca.crt"],
    };

    /// <summary>The name, without what proves it.</summary>
    public override string ToString() => _name;
}
