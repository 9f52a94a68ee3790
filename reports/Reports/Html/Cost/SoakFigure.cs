using Harness.Results;

namespace Harness.Reports.Html.Cost;

/// <summary>Where a trend's values are in a soak's windows.</summary>
/// <param name="Name">The trend's name in the results.</param>
/// <param name="Of">Its value in a window; null where it is not known.</param>
/// <param name="IsOfLoad">Whether it is about the load itself, so that an invalid window says nothing of it.</param>
internal sealed record SoakFigure(string Name, Func<SoakWindow, double?> Of, bool IsOfLoad)
{
    private const double MiB = 1024 * 1024;

    /// <summary>All that are known. A trend of another name is in the table alone.</summary>
    public static IReadOnlyList<SoakFigure> All { get; } =
    [
        new("answered", window => window.RequestsPerSecond, true),
        new("failed", FailedShare, true),
        new("p50", window => window.P50, true),
        new("p99", window => window.P99, true),
        new("direct p50 (control)", window => window.DirectP50, true),
        new("API server's memory", window => window.Looks.ApiServerMemory / MiB, false),
        new("client's memory", window => window.Looks.ClientMemory / MiB, false),
        new("client's heap", window => window.Looks.ClientHeap / MiB, false),
        new("host: connections", window => window.Looks.Established, false),
        new("host: sockets in TIME_WAIT", window => window.Looks.TimeWait, false),
        new("node: sockets in TIME_WAIT", window => window.Looks.NodeTimeWait, false),
    ];

    /// <summary>Whether a window's value does not count.</summary>
    public bool IsDoubtful(SoakWindow window) => window.IsDisturbed || (IsOfLoad && window.Invalid is not null);

    private static double? FailedShare(SoakWindow window)
    {
        var failed = window.Errors.Values.Sum();
        return failed + window.Requests == 0 ? null : 100.0 * failed / (failed + window.Requests);
    }
}
