using System.Globalization;

namespace Harness.Workloads;

/// <summary>A GET that a pod sends to an address in the cluster.</summary>
/// <param name="Url">What is called.</param>
/// <param name="Caller">As whom.</param>
public sealed record PodGet(Uri Url, PodCaller Caller)
{
    /// <summary>A service can be reached only shortly after its endpoints are ready.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(15);

    /// <summary>Whether to retry while nothing answers; false where that is expected.</summary>
    public bool IsPatient { get; init; } = true;

    /// <summary>hello-app's command line.</summary>
    internal IReadOnlyList<string> Command =>
    [
        "call", "--url", Url.AbsoluteUri, .. Caller.Options,
        .. IsPatient ? new[] { "--patience", Patience.TotalSeconds.ToString(CultureInfo.InvariantCulture) } : [],
    ];

    /// <summary>The call for people; no password.</summary>
    public override string ToString() => $"GET {Url} from a pod as {Caller}";
}
