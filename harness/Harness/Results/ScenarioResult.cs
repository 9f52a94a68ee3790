using System.Text.Json.Serialization;
using Harness.Clusters;
using Harness.Proxying;

namespace Harness.Results;

/// <summary>How a scenario ended.</summary>
public enum ScenarioOutcome
{
    /// <summary>Observed was as expected.</summary>
    Passed,

    /// <summary>Observed differed from expected.</summary>
    Failed,

    /// <summary>Not run, for the reason given.</summary>
    Skipped,

    /// <summary>Nothing can be said: calls got no answer, or too little was measured. Never a denial, and never a pass.</summary>
    Undecided,
}

/// <summary>One executed scenario: data for every report, in the words of the claim it proves.</summary>
public sealed record ScenarioResult
{
    /// <summary>Stable name, e.g. <c>Grants.C11_a_role_and_binding_allow_the_call</c>.</summary>
    public required string Name { get; init; }

    /// <summary>One sentence for people.</summary>
    public required string Title { get; init; }

    /// <summary>Ids of the claims it proves, e.g. <c>C11</c>.</summary>
    public required IReadOnlyList<string> Claims { get; init; }

    /// <summary>
    /// Topic of proxy conformance under which reports show its observations, e.g. <c>Redirects</c>; null for any other scenario.
    /// </summary>
    public string? Topic { get; init; }

    /// <summary>Where it is written, from the root of the repository: <c>scenarios/…/Grants.cs:12</c>; null where unknown.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Source { get; init; }

    /// <summary>How it ended.</summary>
    public required ScenarioOutcome Outcome { get; init; }

    /// <summary>Why it failed or was skipped; null when it passed.</summary>
    public string? Reason { get; init; }

    /// <summary>Each thing that was checked, in order.</summary>
    public IReadOnlyList<Observation> Observations { get; init; } = [];

    /// <summary>Cells for the access matrix.</summary>
    public IReadOnlyList<MatrixCell> Cells { get; init; } = [];

    /// <summary>Figures that the scenario measured on the way.</summary>
    public IReadOnlyList<Measurement> Measurements { get; init; } = [];

    /// <summary>Files that the scenario put into the run's folder, e.g. screenshots.</summary>
    public IReadOnlyList<Attachment> Attachments { get; init; } = [];

    /// <summary>What it says about the alternatives to the pattern, for their comparison.</summary>
    public IReadOnlyList<AlternativeTrait> Traits { get; init; } = [];

    /// <summary>When it began (UTC).</summary>
    public required DateTimeOffset Started { get; init; }

    /// <summary>How long it took.</summary>
    public required TimeSpan Duration { get; init; }
}

/// <summary>One thing a scenario checked.</summary>
/// <param name="Subject">What was looked at, e.g. <c>call without a grant</c>.</param>
/// <param name="Expected">What should be seen.</param>
/// <param name="Observed">What was seen.</param>
/// <param name="AsExpected">Whether the two agree.</param>
/// <param name="Evidence">What it was read from: the call with its answer, an object.</param>
public sealed record Observation(string Subject, string Expected, string Observed, bool AsExpected, string? Evidence)
{
    /// <summary>The subject of an observation that says by what a claim's calls were decided, where that differs among clusters.</summary>
    public const string WhoDecides = "who decides";
}

/// <summary>One cell of the access matrix: who calls what, how, and what the authorizer said.</summary>
/// <param name="Matrix">Which table it belongs to, e.g. <c>HTTP methods by granted verb</c>.</param>
/// <param name="Row">Row heading, e.g. the granted verb.</param>
/// <param name="Column">Column heading, e.g. the HTTP method.</param>
/// <param name="Expected">Expected verdict.</param>
/// <param name="Observed">Observed verdict.</param>
public sealed record MatrixCell(string Matrix, string Row, string Column, string Expected, string Observed)
{
    /// <summary>Whether the two agree.</summary>
    public bool AsExpected => Expected == Observed;

    /// <summary>The call with its answer; null where an observation of the scenario, <c>ROW: COLUMN</c>, has it, or nothing.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Evidence { get; init; }

    /// <summary>The call; null where it is none of a known subject, and in results of older versions.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public CellCall? Call { get; init; }
}

/// <summary>Who called what, as <c>explain</c> takes it.</summary>
/// <param name="Subject">Who, e.g. <c>serviceaccount:shop/reader</c>.</param>
/// <param name="Method">HTTP method.</param>
/// <param name="Url">Path and query as sent.</param>
public sealed record CellCall(string Subject, string Method, string Url)
{
    /// <summary>The call of a verdict; null where its subject is not known.</summary>
    public static CellCall? Of(CallEvidence evidence)
    {
        ArgumentNullException.ThrowIfNull(evidence);
        // An upgrade to a WebSocket is a GET.
        return evidence.Subject is { } subject ? new CellCall(subject, evidence.Method.Split(' ')[0], evidence.Url) : null;
    }
}

/// <summary>A file in the run's folder that shows what a scenario saw.</summary>
/// <param name="Title">What it shows, for people.</param>
/// <param name="File">Where it is, from the run's folder, with slashes: <c>attachments/SCENARIO/NAME</c>.</param>
public sealed record Attachment(string Title, string File);

/// <summary>A cell of the comparison of alternatives: ways of guarding a service.</summary>
/// <param name="Alternative">Which, e.g. <c>sidecar</c>.</param>
/// <param name="Question">What is asked of each, e.g. <c>what stays open behind it</c>.</param>
/// <param name="Answer">What was seen here, with its figures, or is so by construction.</param>
public sealed record AlternativeTrait(string Alternative, string Question, string Answer);
