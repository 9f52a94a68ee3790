using Harness.Rbac.Analysis;
using Harness.Rbac.Validation;
using Harness.Reports.Validation;

namespace Harness.Reports.Html.Validation;

/// <summary>A stop on the way from a subject to what it may call.</summary>
/// <param name="Layer">0 for the subject, then binding, role, rule and service.</param>
/// <param name="Text">What it is; empty where the way passes without a stop.</param>
/// <param name="Place">File and line; empty where that is not known.</param>
internal sealed record PathStop(int Layer, string Text, string Place)
{
    /// <summary>What tells passages apart, which have no text.</summary>
    public string Key { get; init; } = "";
}

/// <summary>How a way is to be seen.</summary>
internal enum PathKind
{
    /// <summary>It is there, and must not be; or the sources disagree about it.</summary>
    Wrong,

    /// <summary>It must be there, and is not.</summary>
    Missing,

    /// <summary>It is there, as the policy says.</summary>
    Fine,
}

/// <summary>A way of access: subject → binding → role → rule → service.</summary>
internal sealed record AccessPath(PathKind Kind, IReadOnlyList<PathStop> Stops)
{
    private const int Layers = 5;

    /// <summary>The ways of a validation, each once, those that are wrong first.</summary>
    public static IReadOnlyList<AccessPath> Of(ValidationReport report)
    {
        var shown = report.Cells
            .Where(cell => cell.IsViolation || (cell.Cell.IsAllowed && cell.Outcome == CellOutcome.AsExpected)).ToList();
        var right = shown.Where(cell => !cell.IsViolation).Select(EndsOf).ToHashSet();
        return
        [
            .. shown.Select(cell => Of(cell, right)).OrderBy(path => path.Kind)
                .DistinctBy(path => (path.Kind, string.Join('\u001f', path.Stops.Select(stop => stop.Text + '\u001e' + stop.Key)))),
        ];
    }

    private static (string Subject, string Service) EndsOf(CellResult result) => ($"{result.Cell.Subject}", Service(result.Cell));

    // Where the policy allows a part (right), a wrong way ends at a place of its own: it would cover the right one.
    private static AccessPath Of(CellResult result, HashSet<(string Subject, string Service)> right)
    {
        var (subject, service) = EndsOf(result);
        if (result.IsViolation && right.Contains((subject, service)))
            service += result.Cell.Path is { } path ? $", path {path}" : ", other spellings or methods";
        var (kind, middle) = result.Outcome switch
        {
            CellOutcome.Shut => (PathKind.Missing, [new PathStop(1, "nothing grants it", "") { Key = $"{subject} {service}" }]),
            CellOutcome.AsExpected => (PathKind.Fine, Middle(result)),
            _ => (PathKind.Wrong, Middle(result)),
        };
        var stops = Enumerable.Range(1, Layers - 2).Select(layer => middle.FirstOrDefault(stop => stop.Layer == layer)
            ?? new PathStop(layer, "", "") { Key = $"{subject} {middle[0].Text} {service}" });
        return new AccessPath(kind, [new PathStop(0, subject, ""), .. stops, new PathStop(Layers - 1, service, "")]);
    }

    /// <summary>Binding, role and rule, as far as a source knows them.</summary>
    private static IReadOnlyList<PathStop> Middle(CellResult result)
    {
        var allowed = result.Answers.Where(answer => answer.Kind == CellAnswerKind.Allowed).ToList();
        var steps = allowed.Select(answer => answer.Evidence).FirstOrDefault(evidence => evidence.Count > 0);
        if (steps is null)
        {
            var reason = CauseGroup.BindingIn(allowed.Select(answer => answer.Detail).FirstOrDefault(text => text.Length > 0) ?? "");
            return [new PathStop(1, reason.Length == 0 ? "allowed, it is not known by what" : reason, "")];
        }

        // Between role and rule may stand the roles that the role is aggregated from: a rule's place tells which one it is.
        return
        [
            Stop(1, steps[0].Cause, steps[0]),
            .. steps.Count > 1 ? [Stop(2, steps[1].Text, steps[1])] : Array.Empty<PathStop>(),
            .. steps.Count > 2 ? [Stop(3, steps[^1].Text, steps[^1])] : Array.Empty<PathStop>(),
        ];
    }

    private static PathStop Stop(int layer, string text, EvidenceStep step) => new(layer, text, step.Location is { } at ? $"{at}" : "");

    /// <summary>What is called, whatever the spelling: one place for <c>app</c>, <c>app:80</c> and <c>http:app:80</c>.</summary>
    private static string Service(AccessCell cell)
    {
        var question = cell.Question;
        var parts = question.Name.Split(':');
        var name = parts.Length == 3 ? parts[1] : parts[0];
        var which = name is "" or ProxyQuestions.NoSuchName ? "of any other name" : name;
        return $"{question.Resource} {which}{(question.Namespace.Length == 0 ? "" : $" in {question.Namespace}")}";
    }
}
