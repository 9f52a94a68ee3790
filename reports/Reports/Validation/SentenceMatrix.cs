using Harness.Rbac.Objects;
using Harness.Rbac.Policies;
using Harness.Rbac.Validation;
using Harness.Reports.Text;

namespace Harness.Reports.Validation;

/// <summary>What a policy says, sentence by sentence, and whether it is so: a row for each sentence, a column for each consumer.</summary>
/// <param name="Consumers">The consumers, as the policy calls them.</param>
/// <param name="Rows">The sentences, each once, in the order of the policy.</param>
internal sealed record SentenceMatrix(IReadOnlyList<string> Consumers, IReadOnlyList<SentenceRow> Rows)
{
    /// <summary>Consumers that a person is shown.</summary>
    public const int MostConsumers = 10;

    /// <summary>Sentences that a person is shown.</summary>
    public const int MostRows = 60;

    /// <summary>What a dash in it says.</summary>
    public const string Dash = "the policy does not judge it";

    private static readonly SentenceMatrix None = new([], []);

    /// <summary>Whether it has a dash.</summary>
    public bool HasDash => Rows.Any(row => row.Cells.Any(cell => cell.State == SentenceState.NotJudged));

    /// <summary>The matrix; empty for a policy that says only who may use the proxies, which is shown by what is wrong.</summary>
    public static SentenceMatrix Of(ValidationReport report)
    {
        if (!report.Policy.HasSentences)
            return None;
        var cells = report.Cells.ToLookup(cell => SubjectIdentity.Key(SubjectIdentity.Of(cell.Cell.Subject)));
        var entries = report.Policy.Consumers.SelectMany(consumer => consumer.Allow.Concat(consumer.Deny))
            .DistinctBy(entry => (Text(report.Policy, entry), entry.HasEverySpelling)).ToList();
        var own = report.Policy.Consumers.Select(
            consumer => cells[SubjectIdentity.Key(SubjectIdentity.Of(consumer.Subject))].ToList()).ToList();
        return new SentenceMatrix(
            [.. report.Policy.Consumers.Select(consumer => consumer.Name)],
            [.. entries.Select(entry => new SentenceRow(
                Text(report.Policy, entry),
                [.. own.Select(all => CellOf(entry, [.. all.Where(cell => IsAbout(cell.Cell.Question, entry))]))]))]);
    }

    /// <summary>As much of it as a person is shown, and what is left out in words; empty where nothing is.</summary>
    public (SentenceMatrix Shown, string More) ForPeople()
    {
        var shown = new SentenceMatrix(
            [.. Consumers.Take(MostConsumers)],
            [.. Rows.Take(MostRows).Select(row => row with { Cells = [.. row.Cells.Take(MostConsumers)] })]);
        var (consumers, rows) = (Consumers.Count - shown.Consumers.Count, Rows.Count - shown.Rows.Count);
        return (shown, (consumers, rows) switch
        {
            (0, 0) => "",
            (0, _) => $"… and {More(rows, "sentence")}: --output json has all",
            (_, 0) => $"… and {More(consumers, "consumer")}: --output json has all",
            _ => $"… and {More(rows, "sentence")} and {More(consumers, "consumer")}: --output json has all",
        });
    }

    private static string More(int count, string one) => Figures.Counted(count, $"more {one}");

    /// <summary>An entry without who it is about: <c>get, list secrets in namespace team</c>.</summary>
    private static string Text(AccessPolicy policy, PolicyAllowance entry)
    {
        var question = entry.Question(entry.Namespaces[0], "", "");
        var names = entry.Names.Count == 0 ? "" : $" {string.Join(", ", entry.Names.Select(name => $"\"{name}\""))}";
        var where = entry.IsOfCluster || policy.Namespaces.All(entry.Namespaces.Contains)
            ? ""
            : $" in {string.Join(", ", entry.Namespaces)}";
        var paths = entry.Paths.Count == 0 ? "" : $" at {string.Join(", ", entry.Paths)}";
        return $"{QuestionWords.Verbs(entry.Verbs)} {QuestionWords.Resource(question)}{names}{paths}{where}";
    }

    /// <summary>A sentence is right of somebody only where all of its verbs are judged; wrong it is by any of them.</summary>
    private static SentenceCell CellOf(PolicyAllowance entry, IReadOnlyList<CellResult> cells) => SentenceCell.Of(
        Meant(entry, cells), entry.Verbs.All(verb => verb == ScopeResource.All || cells.Any(cell => cell.Cell.Question.Verb == verb)));

    /// <summary>Of paths the listed ones, and what is open beside them; RBAC's own answer counts where nobody lists any.</summary>
    private static IReadOnlyList<CellResult> Meant(PolicyAllowance entry, IReadOnlyList<CellResult> cells) =>
        entry.Paths.Count == 0 || cells.All(cell => cell.Cell.Path is null)
            ? cells
            : [.. cells.Where(cell => cell.Cell.Path is not null && (cell.Cell.IsAllowed || cell.Outcome != CellOutcome.AsExpected))];

    private static bool IsAbout(AccessQuestion question, PolicyAllowance entry) =>
        (question.Namespace.Length == 0 || entry.Namespaces.Contains(question.Namespace))
        && entry.Covers(question.ApiGroup, question.Resource, question.Name, question.Verb);
}

/// <summary>A sentence.</summary>
/// <param name="Text">What it is about.</param>
/// <param name="Cells">What is so of each consumer.</param>
internal sealed record SentenceRow(string Text, IReadOnlyList<SentenceCell> Cells);
