using Harness.Rbac.Objects;
using Harness.Rbac.Validation;
using Harness.Reports.Text;

namespace Harness.Reports.Validation;

/// <summary>
/// Cells with the same outcome for one subject and one resource, for the same reason: one line for people instead of thirty.
/// </summary>
/// <param name="First">One of them; all have its subject, namespace, resource, path, outcome and answers.</param>
/// <param name="Names">Resource names, in order; an empty one stands for "of no particular name".</param>
/// <param name="Verbs">Verbs, each of them for each name.</param>
internal sealed record CellGroup(CellResult First, IReadOnlyList<string> Names, IReadOnlyList<string> Verbs)
{
    private const int MostNames = 8;

    public RbacSubject Subject => First.Cell.Subject;

    /// <summary>What it is about: <c>create, get services/proxy "hello-app", "hello-app:8080" in namespace shop</c>.</summary>
    public string What
    {
        get
        {
            var question = First.Cell.Question;
            var group = question.ApiGroup.Length == 0 ? "" : $".{question.ApiGroup}";
            // Last: it means any method but those before it.
            var verbs = string.Join(", ", Verbs.OrderBy(verb => verb.Length == 0)
                .Select(verb => verb.Length == 0 ? "(any other method)" : verb));
            var where = question.Namespace.Length == 0 ? "" : $" in namespace {question.Namespace}";
            return $"{verbs} {question.Resource}{group}{NamesText()}{where}{PathText}";
        }
    }

    /// <summary>The groups of cells, in the cells' own order.</summary>
    public static IReadOnlyList<CellGroup> Of(IEnumerable<CellResult> cells)
    {
        var byName = cells.GroupBy(result => (Key: KeyOf(result), result.Cell.Question.Name))
            .Select(same => (
                same.Key.Key, same.Key.Name, First: same.First(), Verbs: Sorted(same.Select(result => result.Cell.Question.Verb))));
        return
        [
            .. from one in byName
               group one by (one.Key, Verbs: string.Join(',', one.Verbs)) into alike
               let first = alike.First()
               select new CellGroup(first.First, Sorted(alike.Select(one => one.Name)), first.Verbs),
        ];
    }

    private string PathText => First.Cell.Path is { } path ? $" at path {path}" : "";

    private string NamesText()
    {
        if (Names is ["" or ProxyQuestions.NoSuchName])
            return " of any name";
        var shown = string.Join(", ", Names.OrderBy(Rank).Take(MostNames).Select(Named));
        return Names.Count > MostNames ? $" {shown} and {Figures.Count(Names.Count - MostNames)} more" : $" {shown}";
    }

    /// <summary>Names first, each another object; then that everything is open; then spellings of the names.</summary>
    private static int Rank(string name) => name == ProxyQuestions.NoSuchName ? 1 : name.Contains(':') ? 2 : 0;

    private static string Named(string name) => name switch
    {
        "" => "any name",
        ProxyQuestions.NoSuchName => "any other name",
        _ => $"\"{name}\"",
    };

    private static string KeyOf(CellResult result)
    {
        var (cell, question) = (result.Cell, result.Cell.Question);
        var answers = result.Answers.Select(answer => $"{answer.Kind}\t{answer.Detail}\t{string.Join('\t', answer.Evidence)}");
        return string.Join('\n', [$"{cell.Subject}", $"{result.Outcome}", question.Namespace, question.ApiGroup, question.Resource,
            $"{cell.Because}", cell.Path ?? "", .. answers]);
    }

    private static List<string> Sorted(IEnumerable<string> texts) => [.. texts.Distinct().Order(StringComparer.Ordinal)];
}
