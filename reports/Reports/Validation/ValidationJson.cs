using System.Text.Json;
using Harness.Rbac.Analysis;
using Harness.Rbac.Findings;
using Harness.Rbac.Validation;
using Harness.Rbac.Yaml;
using Harness.Results;

namespace Harness.Reports.Validation;

/// <summary>The report for programs; <c>schemaVersion</c> changes when a member changes its meaning or is removed.</summary>
internal sealed class ValidationJson : IValidationExporter
{
    private const int SchemaVersion = 2;

    /// <inheritdoc/>
    public void Write(ValidationReport report, TextWriter writer)
    {
        var document = new
        {
            SchemaVersion,
            Verdict = report.Outcome,
            ExitCode = (int)report.Outcome,
            Headline = ValidationText.Headline(report),
            Policy = new { report.Policy.Name, report.Policy.Location.File },
            report.Sources,
            report.Cluster,
            Asked = report.Sources.Select((source, i) => (source, i)).DistinctBy(one => one.source)
                .ToDictionary(one => one.source, one => ValidationText.Asked(report, one.i)),
            FailOn = report.FailOn,
            Strict = report.IsStrict,
            report.Duration,
            Counts = Enum.GetValues<CellOutcome>().ToDictionary(
                outcome => JsonNamingPolicy.CamelCase.ConvertName(outcome.ToString()), report.Counts.GetValueOrDefault),
            Sentences = SentencesOf(report),
            Cells = report.Cells.Select(cell => Of(cell, report.Sources)),
            Findings = report.Findings.Select(Of),
            report.NotDecided,
            report.Notes,
            Audit = report.Audit is { } audit ? Of(audit) : null,
        };
        writer.Write(PrintableText.Json(JsonSerializer.Serialize(document, ResultsJson.Options)) + "\n");
    }

    /// <inheritdoc/>
    public void Write(ValidationFailure failure, TextWriter writer)
    {
        string[] none = [];
        var document = new
        {
            SchemaVersion,
            Verdict = failure.Outcome,
            ExitCode = (int)failure.Outcome,
            failure.Headline,
            Error = failure.Message,
            Sources = none,
            Sentences = none,
            Cells = none,
            Findings = none,
            NotDecided = none,
            Notes = none,
        };
        writer.Write(PrintableText.Json(JsonSerializer.Serialize(document, ResultsJson.Options)) + "\n");
    }

    /// <summary>The policy's sentences, each with what is so of each consumer.</summary>
    internal static IReadOnlyList<object> SentencesOf(ValidationReport report)
    {
        var matrix = SentenceMatrix.Of(report);
        return
        [
            .. matrix.Rows.Select(row => new
            {
                Sentence = row.Text,
                Consumers = matrix.Consumers.Zip(row.Cells)
                    .GroupBy(one => one.First).ToDictionary(one => one.Key, one => one.First().Second.State),
            }),
        ];
    }

    private static object Of(CellResult result, IReadOnlyList<string> sources) => new
    {
        Subject = result.Cell.Subject.ToString(),
        result.Cell.Question.Namespace,
        result.Cell.Question.ApiGroup,
        result.Cell.Question.Resource,
        result.Cell.Question.Name,
        result.Cell.Question.Verb,
        result.Cell.Path,
        Policy = result.Cell.IsAllowed ? "allowed" : "forbidden",
        Because = Of(result.Cell.Because),
        result.Outcome,
        result.WasOpen,
        Answers = sources.Zip(result.Answers).ToDictionary(
            pair => pair.First,
            pair => new { Answer = pair.Second.Kind, pair.Second.Detail, Evidence = pair.Second.Evidence.Select(Of) }),
    };

    private static object Of(Finding finding) => new
    {
        finding.Rule.Id,
        finding.Rule.Severity,
        finding.Rule.Title,
        finding.On,
        Subject = finding.Subject?.ToString(),
        finding.Message,
        finding.Rule.Explanation,
        Evidence = finding.Evidence.Select(Of),
        finding.Fix,
        finding.Rule.Source,
        Suppressed = finding.SuppressedBy is { } by ? new { by.Reason, by.Expires, At = Of(by.Location) } : null,
    };

    private static object Of(AuditEvidence audit) => new
    {
        audit.Origin,
        Unused = audit.Unused.Select(one => new
        {
            Subject = one.Subject.ToString(),
            one.Question.Namespace,
            one.Question.ApiGroup,
            one.Question.Resource,
            one.Question.Name,
            one.Question.Verb,
            one.Path,
            At = Of(one.Location),
        }),
        Denied = audit.Denied.Select(one => new
        {
            Subject = one.Subject?.ToString(),
            one.Question.Namespace,
            one.Question.ApiGroup,
            one.Question.Resource,
            one.Question.Name,
            one.Question.Verb,
            By = one.Answer,
            one.Count,
            one.Last,
            one.Paths,
            one.MorePaths,
            one.Probes,
        }),
        audit.Remarks,
    };

    private static object Of(EvidenceStep step) => new { step.Text, At = Of(step.Location) };

    private static object? Of(SourceLocation? location) => location is null ? null : new { location.File, location.Line, location.Column };
}
