using System.Globalization;

namespace Harness.Rbac.Auditing;

/// <summary>Numbers in sentences.</summary>
internal static class Amount
{
    /// <summary>How many of something: <c>1 request</c>, <c>1,204 requests</c>.</summary>
    public static string Of(long count, string one) =>
        string.Create(CultureInfo.InvariantCulture, $"{count:N0} {one}{(count == 1 ? "" : "s")}");

    /// <summary>How often, and when last: <c>3 times, last 2026-11-30T12:00:00Z</c>.</summary>
    public static string Often(long count, DateTimeOffset? last) =>
        $"{(count == 1 ? "once" : Of(count, "time"))}{(last is { } at ? $", last {At(at)}" : "")}";

    /// <summary>How many of some requests call themselves probes of ours, which anybody may do; nothing where none does.</summary>
    public static string Probes(long count, long probes) => (count, probes) switch
    {
        (_, 0) => "",
        (1, _) => "; a probe's, by its user agent",
        _ when probes == count => "; all of them a probe's, by their user agent",
        _ => string.Create(CultureInfo.InvariantCulture, $"; {probes:N0} of them a probe's, by their user agent"),
    };

    /// <summary>A time to the second, as logs have it.</summary>
    public static string At(DateTimeOffset time) => time.UtcDateTime.ToString("yyyy-MM-ddTHH:mm:ssZ", CultureInfo.InvariantCulture);
}
