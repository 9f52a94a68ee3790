using Harness.Cli.Terminal;
using Harness.Rbac.Objects;

namespace Harness.Cli.Texts;

/// <summary>Says of a subject that no binding or account has, that one is there whose name differs in a letter or two.</summary>
internal static class NearSubjects
{
    private const int MostEdits = 2;

    /// <summary>Says it on standard error, where there is such a one.</summary>
    public static void Mention(RbacSnapshot snapshot, string subject)
    {
        var known = snapshot.Bindings.SelectMany(binding => binding.Subjects).Concat(snapshot.ServiceAccounts ?? [])
            .Select(one => SubjectIdentity.Of(one).ToString()).Distinct().ToList();
        if (known.Contains(subject))
            return;
        var near = known.Where(one => Math.Abs(one.Length - subject.Length) <= MostEdits)
            .Select(one => (Name: one, Edits: Nearest.Distance(one, subject))).Where(one => one.Edits <= MostEdits)
            .OrderBy(one => one.Edits).ThenBy(one => one.Name, StringComparer.Ordinal).Select(one => one.Name).FirstOrDefault();
        if (near is not null)
            Screen.Say(PrintableText.Line($"no binding names {subject}; did you mean {near}?"));
    }
}
