using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;
using Harness.Rbac.Findings;
using Harness.Rbac.Validation;
using Harness.Reports.Text;
using Harness.Reports.Validation.Sarif;
using Harness.Results;

namespace Harness.Reports.Validation;

/// <summary>The report as SARIF 2.1.0, for code scanning: a result for each finding, and one for all violating cells of a cause.</summary>
/// <param name="root">The folder that the files are named relative to: the repository's, where the command runs.</param>
internal sealed class ValidationSarif(string root) : IValidationExporter
{
    private const int MostWrong = 10;
    private const string Schema = "https://json.schemastore.org/sarif-2.1.0.json";
    private static readonly JsonSerializerOptions Json = new(
        ResultsJson.Options)
    { DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull };
    private readonly SarifPlaces _places = new(root);

    /// <inheritdoc/>
    public void Write(ValidationReport report, TextWriter writer)
    {
        var groups = CauseGroup.Of(report).Where(group => group.Outcome is not null).ToList();
        var rules = groups.Select(group => RuleOf(group.Outcome!.Value)).Concat(report.Findings.Select(finding => RuleOf(finding.Rule)))
            .DistinctBy(rule => rule.Id).OrderBy(rule => rule.Id, StringComparer.Ordinal).ToList();
        var index = rules.Select((rule, at) => (rule.Id, at)).ToDictionary(pair => pair.Id, pair => pair.at);

        var results = groups.Select(group => OfGroup(report, group, index))
            .Concat(report.Findings.Select(finding => OfFinding(report, finding, index)));
        var driver = new SarifDriver("Harness", Version, rules);
        var sentences = ValidationJson.SentencesOf(report);
        var run = new SarifRun(new SarifTool(driver), [Invocation(report)], "utf16CodeUnits", [.. results])
        {
            Properties = sentences.Count == 0 ? null : new Dictionary<string, object> { ["sentences"] = sentences },
        };
        writer.Write(PrintableText.Json(JsonSerializer.Serialize(new SarifLog(Schema, "2.1.0", [run]), Json)) + "\n");
    }

    /// <inheritdoc/>
    public void Write(ValidationFailure failure, TextWriter writer)
    {
        var invocation = new SarifInvocation(
            false, (int)failure.Outcome, [.. failure.Lines.Select(line => new SarifNotification("error", Text(line)))]);
        var run = new SarifRun(new SarifTool(new SarifDriver("Harness", Version, [])), [invocation], "utf16CodeUnits", []);
        writer.Write(PrintableText.Json(JsonSerializer.Serialize(new SarifLog(Schema, "2.1.0", [run]), Json)) + "\n");
    }

    private static string Version => typeof(ValidationSarif).Assembly.GetName().Version!.ToString(3);

    private SarifResult OfGroup(ValidationReport report, CauseGroup group, Dictionary<string, int> index)
    {
        var (rule, first) = (RuleOf(group.Outcome!.Value), group.CellGroups[0].First);
        var evidence = first.Answers.SelectMany(answer => answer.Evidence).Distinct().ToList();
        var shown = evidence.Select(step => step.Location).FirstOrDefault(location => location is not null);
        var place = first.Cell.IsDenied ? shown ?? first.Cell.Because : first.Cell.Because ?? shown;
        var wrong = group.CellGroups.Select(ValidationText.Wrong).ToList();
        string[] more = wrong.Count > MostWrong ? [$"… and {Figures.Count(wrong.Count - MostWrong)} more by the same cause"] : [];
        return new SarifResult(
            rule.Id, index[rule.Id], rule.DefaultConfiguration.Level,
            Text([
                .. wrong.Take(MostWrong), .. more, .. ValidationText.Answers(report, first),
                $"Fix: {ValidationText.Fix(report, first)}",
            ]),
            _places.Primary(first.Cell.Subject.ToString(), place, report.Policy.Location),
            _places.Related(evidence),
            Fingerprint(rule.Id, group.Cause),
            []);
    }

    private SarifResult OfFinding(ValidationReport report, Finding finding, Dictionary<string, int> index) => new(
        finding.Rule.Id, index[finding.Rule.Id], LevelOf(finding.Rule.Severity), Text(finding.Message, $"Fix: {finding.Fix}"),
        _places.Primary(finding.On, finding.Location, report.Policy.Location),
        _places.Related(finding.Evidence),
        Fingerprint(finding.Rule.Id, finding.On, finding.Message),
        finding.SuppressedBy is { } by ? [new SarifSuppression("external", PrintableText.Line(by.Reason))] : []);

    private static SarifInvocation Invocation(ValidationReport report) => new(
        report.Outcome is Outcome.AsExpected or Outcome.Violation,
        (int)report.Outcome,
        [
            .. report.NotDecided.Select(text => new SarifNotification("error", Text(text))),
            .. report.Notes.Select(text => new SarifNotification("note", Text(text))),
        ]);

    private static SarifRule RuleOf(FindingRule rule) => new(
        rule.Id, Text(rule.Title), Text(rule.Explanation), Text(rule.Explanation), rule.Source, new SarifConfiguration(
            LevelOf(rule.Severity)));

    private static SarifRule RuleOf(CellOutcome outcome)
    {
        var (id, level, title) = outcome switch
        {
            CellOutcome.Open => ("access-open", "error", "Access that no policy allows"),
            CellOutcome.Shut => ("access-shut", "error", "Access that the policy allows is denied"),
            CellOutcome.Disagreement => ("sources-disagree", "error", "The sources of truth disagree"),
            _ => ("undecided", "warning", "It could not be decided whether access is as the policy says"),
        };
        return new SarifRule(id, Text(title), Text($"{title}."), Text(ValidationText.Fix(outcome)), null, new SarifConfiguration(level));
    }

    private static string LevelOf(Severity severity) => severity switch
    {
        >= Severity.High => "error",
        Severity.Medium => "warning",
        _ => "note",
    };

    private static SarifText Text(params IEnumerable<string> lines) => new(string.Join('\n', lines.Select(PrintableText.Line)));

    /// <summary>What makes it the same result in the next run: what it is about, and no line number.</summary>
    private static Dictionary<string, string> Fingerprint(params string[] parts)
    {
        var hash = SHA256.HashData(Encoding.UTF8.GetBytes(string.Join('\0', parts)));
        return new Dictionary<string, string> { ["harness/v1"] = Convert.ToHexStringLower(hash)[..32] };
    }
}
