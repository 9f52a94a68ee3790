using Harness.Rbac.Analysis;
using Harness.Rbac.Objects;

namespace Harness.Reports.Validation;

/// <summary>What a question is about, in words: a wildcard is no name that anybody would know.</summary>
internal static class QuestionWords
{
    private const string All = "*";

    /// <summary>Verbs that a request has no name with.</summary>
    private static readonly string[] OfNoName = ["create", "list", "watch", "deletecollection"];

    /// <summary>Verbs, the one that stands for every other last.</summary>
    public static string Verbs(IReadOnlyList<string> verbs) => verbs.Contains(All)
        ? "do anything to"
        : string.Join(", ", verbs.OrderBy(verb => verb.Length == 0).Select(verb => verb.Length == 0 ? "(any other method)" : verb));

    /// <summary>A resource with its group.</summary>
    public static string Resource(AccessQuestion question) => OpenedAccess.Words(question.ApiGroup, question.Resource);

    /// <summary>Whether a request of these verbs has a name, as all of a sub-resource have: of any other it goes without saying.</summary>
    public static bool HaveNames(IReadOnlyList<string> verbs, string resource) =>
        resource.Contains('/', StringComparison.Ordinal) || !verbs.All(OfNoName.Contains);
}
