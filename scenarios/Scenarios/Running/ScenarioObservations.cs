using Harness.Clusters;
using Harness.Proxying;
using Harness.Results;
using Harness.Workloads;

namespace Harness.Scenarios.Running;

/// <summary>What a scenario saw and what it expected. Nothing throws here: everything is judged at the end.</summary>
public sealed class ScenarioObservations
{
    private const string NoAnswer = "no answer";
    private const string NoDecision = "the API server decided nothing, or was not answered in time";
    private readonly List<Observation> _observations = [];
    private readonly List<MatrixCell> _cells = [];
    private readonly List<Measurement> _measurements = [];
    private readonly List<AlternativeTrait> _traits = [];
    private readonly HashSet<Observation> _undecided = [];

    public IReadOnlyList<Observation> Observations => _observations;

    public IReadOnlyList<MatrixCell> Cells => _cells;

    public IReadOnlyList<Measurement> Measurements => _measurements;

    public IReadOnlyList<AlternativeTrait> Traits => _traits;

    public IEnumerable<Observation> Differing => _observations.Where(observation => !observation.AsExpected);

    /// <summary>Whether an observation decides nothing: a call got no answer, or too little was measured.</summary>
    public bool IsUndecided(Observation observation) => _undecided.Contains(observation);

    /// <summary>The call was let through and the application answered 200 with a text.</summary>
    public void ExpectAnswer(string subject, ProxyAnswer answer, string text) => Expect(
        subject,
        $"{VerdictKind.Allowed} with 200 and \"{text}\"",
        $"{answer.Verdict.Kind} with {answer.Verdict.Evidence.Status} and \"{FirstLine(answer.Body)}\"",
        answer.Verdict.IsAllowed && answer.Verdict.Evidence.Status == 200 && answer.Body.Contains(text, StringComparison.Ordinal),
        answer.Verdict);

    /// <summary>The API server's authorizer refused: 403, reason Forbidden, and its message where one is expected.</summary>
    public void ExpectForbidden(string subject, Verdict verdict, string? message = null)
    {
        var evidence = verdict.Evidence;
        var isRefusal = verdict.Kind == VerdictKind.Forbidden && evidence.Status == 403
            && (evidence.Reason == "Forbidden" || IsHead(evidence));
        var hasMessage = message is null || evidence.Message == message;
        Expect(
            subject,
            message is null ? "403 Forbidden" : $"403 Forbidden: {message}",
            Answer(verdict, message is not null),
            isRefusal && hasMessage,
            verdict.ToString(),
            IsUndecided(verdict) && !evidence.IsProxyError ? NoDecision : null);
    }

    /// <summary>The API server did not accept the identity: 401, reason Unauthorized.</summary>
    public void ExpectUnauthenticated(string subject, Verdict verdict) => Expect(
        subject,
        "401 Unauthorized",
        Answer(verdict, withMessage: false),
        verdict.Kind == VerdictKind.Unauthenticated && verdict.Evidence is { Status: 401, Reason: "Unauthorized" },
        verdict);

    /// <summary>A pod's call was answered with a status and a text; without an answer nothing is decided.</summary>
    public void ExpectStatus(string subject, PodGet get, PodAnswer answer, int status, string text)
    {
        var asExpected = answer.Status == status && answer.Body.Contains(text, StringComparison.Ordinal);
        Expect(
            subject, $"{status} with \"{text}\"", Answer(answer), asExpected, $"{get}: {answer.Body}",
            answer.IsAnswered || asExpected ? null : NoAnswer);
    }

    /// <summary>Nobody listens at the address that a pod called: no other failure shows that.</summary>
    public void ExpectRefused(string subject, PodGet get, PodAnswer answer) => Expect(
        subject,
        "connection refused",
        answer.IsRefused ? "connection refused" : Answer(answer),
        answer.IsRefused,
        $"{get}: {answer.Error ?? answer.Body}",
        answer.IsAnswered || answer.IsRefused ? null : NoAnswer);

    /// <summary>A cell of an access matrix: an observation like any other, and shown in the matrix as well.</summary>
    public void ExpectCell(string matrix, string row, string column, VerdictKind expected, Verdict verdict)
    {
        _cells.Add(new MatrixCell(matrix, row, column, expected.ToString(), verdict.Kind.ToString())
        {
            Call = CellCall.Of(verdict.Evidence),
        });
        if (expected == VerdictKind.Forbidden)
            ExpectForbidden($"{row}: {column}", verdict);
        else
            Expect($"{row}: {column}", expected, verdict);
    }

    /// <summary>A cell of any other table.</summary>
    public void ExpectCell(MatrixCell cell, string? evidence)
    {
        _cells.Add(cell);
        Expect($"{cell.Row}: {cell.Column}", cell.Expected, cell.Observed, cell.AsExpected, evidence);
    }

    /// <summary>Two values are the same.</summary>
    public void ExpectEqual<T>(string subject, T expected, T observed, string? evidence = null, string? undecided = null) =>
        Expect(subject, $"{expected}", $"{observed}", EqualityComparer<T>.Default.Equals(expected, observed), evidence, undecided);

    /// <summary>Anything else.</summary>
    /// <param name="subject">What was looked at.</param>
    /// <param name="expected">What should be seen.</param>
    /// <param name="observed">What was seen.</param>
    /// <param name="asExpected">Whether the two agree.</param>
    /// <param name="evidence">What it was read from.</param>
    /// <param name="undecided">Why it decides nothing, whether they agree or not, e.g. too little was measured; null if it decides.</param>
    public void Expect(string subject, string expected, string observed, bool asExpected, string? evidence = null, string? undecided = null)
    {
        var shown = undecided is null || evidence is null ? undecided ?? evidence : $"{undecided}; {evidence}";
        _observations.Add(new Observation(subject, expected, observed, asExpected && undecided is null, shown));
        if (undecided is not null)
            _undecided.Add(_observations[^1]);
    }

    /// <summary>Anything else about a call; without an answer it decides nothing.</summary>
    public void Expect(string subject, string expected, string observed, bool asExpected, Verdict verdict) =>
        Expect(subject, expected, observed, asExpected, verdict.ToString(), !asExpected && IsUndecided(verdict) ? NoDecision : null);

    /// <summary>A cell that is only shown: observations judge what it stands for.</summary>
    public void Show(MatrixCell cell) => _cells.Add(cell);

    /// <summary>Something for the comparison of alternatives.</summary>
    public void Tell(string alternative, string question, string answer) =>
        _traits.Add(new AlternativeTrait(alternative, question, answer));

    /// <summary>A figure for the report.</summary>
    public void Measure(string name, double value, string unit) => _measurements.Add(new Measurement(name, value, unit));

    private void Expect(string subject, VerdictKind expected, Verdict verdict) =>
        Expect(subject, expected.ToString(), Answer(verdict, withMessage: false), verdict.Kind == expected, verdict);

    private static bool IsHead(CallEvidence evidence) => evidence.Method == "HEAD";

    private static string Answer(Verdict verdict, bool withMessage)
    {
        var (status, reason) = (verdict.Evidence.Status, verdict.Evidence.Reason);
        var answer = status is null ? $"no answer ({verdict.Evidence.Error})" : $"{status} {reason ?? verdict.Kind.ToString()}";
        return withMessage && verdict.Evidence.Message is { } message ? $"{answer}: {message}" : answer;
    }

    private static string Answer(PodAnswer answer) =>
        answer.Status is { } status ? $"{status} with \"{FirstLine(answer.Body)}\"" : $"no answer ({answer.Error})";

    /// <summary>Nobody decided, or the backend did not answer in time. Any other error of the proxy is an answer.</summary>
    internal static bool IsUndecided(Verdict verdict) =>
        verdict.Kind == VerdictKind.Failed && (!verdict.Evidence.IsProxyError || verdict.Evidence.IsProxyTimeout);

    private static string FirstLine(string body) => body.Split('\n', 2)[0].TrimEnd();
}
