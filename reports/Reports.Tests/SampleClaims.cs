using Harness.Results;

namespace Harness.Reports.Tests;

/// <summary>Claims as a run recorded them: proven, refuted, undecided, skipped, measured and not run.</summary>
internal static class SampleClaims
{
    public static IReadOnlyList<Claim> All { get; } =
    [
        new("C2", "An ingress controller can authenticate"),
        new("C6", "hello-app answers its greeting, its version and its pod's name"),
        new("C7", "A service account's token authenticates a consumer"),
        new("C9", "One service account for each consumer keeps them apart"),
        new("C10", "Without a role the call is forbidden"),
        new("C11", "A Role and a RoleBinding allow the call"),
        new("C12", "That Role and RoleBinding allow nothing else"),
        new("C14", "Verbs allow some HTTP methods and prohibit others"),
        new("C16", "Web UIs made for a host's root mostly break behind the proxy URL"),
        new("C17", "For a headless service the API server's proxy balances over the pods"),
        new("C18", "Heavy traffic does not belong here") { IsMeasuredByBenchmarks = true },
        new("C20", "Everything can be kept as Kubernetes objects"),
        new("C23", "It works on any cluster"),
    ];
}
