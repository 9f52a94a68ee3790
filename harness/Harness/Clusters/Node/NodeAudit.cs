using Harness.Rbac.Objects;

namespace Harness.Clusters.Node;

/// <summary>
/// What the API servers of our own nodes log of requests: those to the proxies of a few services that only the scenarios of claim C25 call,
/// so that they run on every node and cost others nothing; or, where it was asked for, everything.
/// </summary>
internal static class NodeAudit
{
    /// <summary>The folder of the log and of its predecessors, on the node.</summary>
    public const string Folder = "/var/log/harness-audit";

    /// <summary>The log.</summary>
    public const string LogFile = $"{Folder}/audit.log";

    /// <summary>The audit policy, on the node.</summary>
    public const string PolicyFile = "/etc/harness/audit-policy.yaml";

    /// <summary>Files that a log has beside it at most, each as large as it may become; older ones are removed.</summary>
    public const int MostPredecessors = 3;

    /// <summary>How much of a log is kept, at least.</summary>
    public const int KeptInMiB = LargestInMiB * MostPredecessors;

    private const int LargestInMiB = 100;

    /// <summary>Arguments of a node whose API server logs, after a policy that <see cref="Policy"/> wrote.</summary>
    public static IReadOnlyList<string> Arguments { get; } =
    [
        .. ((string[])[
            $"audit-policy-file={PolicyFile}",
            $"audit-log-path={LogFile}",
            FormattableString.Invariant($"audit-log-maxsize={LargestInMiB}"),
            FormattableString.Invariant($"audit-log-maxbackup={MostPredecessors}"),
        ]).Select(argument => $"--kube-apiserver-arg={argument}"),
    ];

    /// <summary>The audit policy: the answer of each request alone, without what was sent and answered.</summary>
    /// <param name="ofEverything">Whether everything is logged.</param>
    public static string Policy(bool ofEverything)
    {
        var names = AuditedServices.All.SelectMany(service => ProxyName.Spellings(service, AuditedServices.Ports));
        var rules = ofEverything
            ? """{"level": "Metadata"}"""
            : $$"""
               {"level": "Metadata", "resources": [{"group": "", "resources": ["services/proxy"],
                 "resourceNames": [{{string.Join(", ", names.Select(name => $"\"{name}\""))}}]}]},
                 {"level": "None"}
               """;
        return $$"""
            {"apiVersion": "audit.k8s.io/v1", "kind": "Policy", "omitStages": ["RequestReceived"],
             "rules": [{{rules}}]}

            """;
    }
}
