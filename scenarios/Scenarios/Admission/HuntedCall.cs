using System.Globalization;
using System.Text;
using System.Text.Json;
using Harness.Proxying;
using Harness.Scenarios.Conformance;
using Harness.Scenarios.Running;

namespace Harness.Scenarios.Admission;

/// <summary>A call with a hostile path, and what became of it.</summary>
/// <param name="Target">The path behind the service's name, as it was sent; each character a byte.</param>
internal sealed record HuntedCall(string Target)
{
    private const string Saw = "saw ";

    /// <summary>HTTP status; null without an answer.</summary>
    public int? Status { get; private init; }

    /// <summary>The path that the backend got, as it got it; null where it got none.</summary>
    public string? Reached { get; private init; }

    /// <summary>The path that admission was shown, decoded; null where it was not asked, or shown none.</summary>
    public string? Shown { get; private init; }

    /// <summary>Whether admission was asked.</summary>
    public bool IsAsked { get; private init; }

    /// <summary>Whether admission refused it.</summary>
    public bool IsRefused { get; private init; }

    /// <summary>Why there is no answer; null where there is one.</summary>
    public string? Error { get; private init; }

    /// <summary>Without an answer: nothing is decided.</summary>
    public static HuntedCall Unanswered(string target, string error) => new(target) { Error = error };

    /// <summary>Reads an answer.</summary>
    /// <param name="target">What was sent.</param>
    /// <param name="answer">What came back.</param>
    /// <param name="mark">What the guard's refusals have in their message.</param>
    /// <param name="hostname">Pod of the backend, which says its name in each answer.</param>
    public static HuntedCall Of(string target, RawAnswer answer, string mark, string hostname)
    {
        var warning = answer.All("Warning").Select(ShownIn).FirstOrDefault(shown => shown is not null);
        var echoed = Echo(answer, hostname);
        var call = new CallEvidence { Method = "GET", Url = "", Caller = "" };
        var verdict = VerdictReader.Read(call, answer.Status, echoed is null ? answer.Body : "");
        var isRefused = verdict.Evidence.IsRefusedByAdmission && verdict.Evidence.Message!.Contains(mark, StringComparison.Ordinal);
        return new HuntedCall(target)
        {
            Status = answer.Status,
            Reached = echoed?.Path,
            IsAsked = warning is not null || isRefused,
            Shown = warning is null or "(none)" ? null : Uri.UnescapeDataString(warning),
            IsRefused = isRefused,
            Error = ScenarioObservations.IsUndecided(verdict) ? $"{verdict.Evidence.Status}: {verdict.Evidence.Message}" : null,
        };
    }

    /// <summary>Printable: bytes beyond ASCII as they would stand in a string.</summary>
    public override string ToString() =>
        $"{Printable(Target)} → {Status} (admission saw {(Shown is null ? "nothing" : Printable(Shown))}, the backend got "
        + $"{(Reached is null ? "nothing" : Printable(Reached))})";

    private static string? ShownIn(string warning)
    {
        var quote = warning.IndexOf('"', StringComparison.Ordinal);
        var text = quote < 0 ? "" : warning[(quote + 1)..].TrimEnd('"');
        return text.StartsWith(Saw, StringComparison.Ordinal) ? text[Saw.Length..] : null;
    }

    /// <summary>Only an answer that names the backend's pod is the backend's.</summary>
    private static Echoed? Echo(RawAnswer answer, string hostname)
    {
        if (answer.Status != 200 || !answer.Body.Contains($"\"hostname\":\"{hostname}\"", StringComparison.Ordinal))
            return null;
        try
        {
            return JsonSerializer.Deserialize<Echoed>(answer.Body, JsonSerializerOptions.Web);
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static string Printable(string text)
    {
        var shown = new StringBuilder();
        foreach (var one in text)
            _ = one is > ' ' and <= '~' ? shown.Append(one) : shown.Append(CultureInfo.InvariantCulture, $"\\x{(int)one:x2}");
        return shown.ToString();
    }
}
