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

    /// <summary>A time to the second, as logs have it.</summary>
    public static string At(DateTimeOffset time) => time.UtcDateTime.ToString("yyyy-MM-ddTHH:mm:ssZ", CultureInfo.InvariantCulture);
}
