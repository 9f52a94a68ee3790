using Harness.Rbac.Analysis;
using Harness.Rbac.Objects;
using Harness.Rbac.Validation;

namespace Harness.Reports.Graphs;

/// <summary>
/// What the ways of a validation end at. What a policy allows is called as it is spelt there, with port and paths; all that it forbids of a
/// service is one place, and one of its own where the policy allows a part, which it would cover.
/// </summary>
internal sealed class ReportServices
{
    private const string Unlisted = $"/{PathCells.NoSuchPath}";
    private readonly HashSet<(RbacSubject Subject, string Service)> _right = [];
    private readonly HashSet<(RbacSubject Subject, AccessQuestion Question)> _withPaths = [];

    private ReportServices()
    {
    }

    /// <summary>Reads what a report's policy allows.</summary>
    public static ReportServices Of(ValidationReport report)
    {
        var services = new ReportServices();
        foreach (var cell in report.Cells)
        {
            if (cell.Cell.Path is not null)
                services._withPaths.Add(KeyOf(cell));
            if (!IsRight(cell))
                continue;
            var subject = SubjectIdentity.Key(cell.Cell.Subject);
            services._right.Add((subject, Service(cell.Cell.Question, isSpelt: false)));
            services._right.Add((subject, Service(cell.Cell.Question, isSpelt: true)));
        }

        return services;
    }

    /// <summary>Whether the policy allows it and it is so.</summary>
    public static bool IsRight(CellResult cell) => cell is { Outcome: CellOutcome.AsExpected, Cell.IsAllowed: true };

    /// <summary>Whose access to what a cell is about, whatever the verb.</summary>
    public static (RbacSubject Subject, AccessQuestion Question) KeyOf(CellResult cell) =>
        (SubjectIdentity.Key(cell.Cell.Subject), cell.Cell.Question with { Verb = "" });

    /// <summary>Whether its paths are asked about each: a way to the name alone would read as one to the whole service.</summary>
    public bool HasPaths(CellResult cell) => _withPaths.Contains(KeyOf(cell));

    /// <summary>The end of a cell's way.</summary>
    public string EndOf(CellResult cell)
    {
        if (cell.Cell.Path is { } path)
            return $"{Service(cell.Cell.Question, isSpelt: true)}, path {path}";
        var service = Service(cell.Cell.Question, cell.Cell.IsAllowed);
        if (IsRight(cell) || !_right.Contains((SubjectIdentity.Key(cell.Cell.Subject), service)))
            return service;
        return service + (IsProxy(cell.Cell.Question) ? ", other spellings or methods" : ", other verbs");
    }

    /// <summary>
    /// One end for all paths of a name that are as the policy says. Of a prefix it is a made-up path below it that was asked.
    /// </summary>
    public static string EndOf(IReadOnlyList<CellResult> right)
    {
        var paths = right.Select(cell => cell.Cell.Path!)
            .Select(path => path.EndsWith(Unlisted, StringComparison.Ordinal) ? $"{path[..^PathCells.NoSuchPath.Length]}*" : path)
            .Distinct().Order(StringComparer.Ordinal).ToList();
        var service = Service(right[0].Cell.Question, isSpelt: true);
        return $"{service}, {(paths.Count == 1 ? "path" : "paths")} {PathList.Of(paths)}";
    }

    /// <summary>What is called; not spelt, <c>app</c>, <c>app:80</c> and <c>http:app:80</c> are one.</summary>
    private static string Service(AccessQuestion question, bool isSpelt)
    {
        if (question.Path is { } path)
            return path;
        var group = question.ApiGroup.Length == 0 ? "" : $".{question.ApiGroup}";
        var parts = IsProxy(question) && !isSpelt ? question.Name.Split(':') : [question.Name];
        var name = parts.Length == 3 ? parts[1] : parts[0];
        var which = name is "" or ProxyQuestions.NoSuchName ? $"of any {(IsProxy(question) ? "other " : "")}name" : name;
        return $"{question.Resource}{group} {which}{(question.Namespace.Length == 0 ? "" : $" in {question.Namespace}")}";
    }

    private static bool IsProxy(AccessQuestion question) => ProxyAccess.All.Contains(question.Resource);
}
