namespace Harness.Rbac.Objects;

/// <summary>
/// Reads the name of a subject. A user may be called anything, so a misspelt service account would pass for a user who may nothing:
/// what looks like one is refused.
/// </summary>
internal static class SubjectText
{
    private const string Account = "serviceaccount:";
    private const string Group = "group:";
    private const string User = "user:";

    /// <summary>What people write for the three words, and kubectl for the resources.</summary>
    private static readonly (string Word, string Right)[] Misspelt =
    [
        ("sa", Account), ("serviceaccount", Account), ("serviceaccounts", Account), ("service-account", Account),
        ("system:serviceaccount", Account), ("g", Group), ("group", Group), ("groups", Group), ("u", User), ("user", User), ("users", User),
    ];

    /// <summary>Kubernetes' own groups, which no user can be called.</summary>
    private static readonly string[] Groups =
    [
        SubjectIdentity.Authenticated, SubjectIdentity.Unauthenticated, SubjectIdentity.AllAccounts, "system:masters", "system:nodes",
        "system:bootstrappers", "system:monitoring",
    ];

    /// <summary>Reads it.</summary>
    /// <exception cref="HarnessException">It is none (exit code 2).</exception>
    public static RbacSubject Read(string text)
    {
        if (text.StartsWith(Account, StringComparison.Ordinal))
            return AccountOf(text, text[Account.Length..].Split('/'));
        if (text.StartsWith(SubjectIdentity.AccountPrefix, StringComparison.Ordinal))
            return AccountOf(text, text[SubjectIdentity.AccountPrefix.Length..].Split(':'));
        if (text.StartsWith(Group, StringComparison.Ordinal))
            return new RbacSubject(RbacSubjectKind.Group, Name(text, Group));
        if (text.StartsWith(User, StringComparison.Ordinal))
            return SubjectIdentity.Of(new RbacSubject(RbacSubjectKind.User, Name(text, User)));
        if (string.IsNullOrWhiteSpace(text))
            throw Malformed(text, null);
        if (Groups.Contains(text) || text.StartsWith(SubjectIdentity.AccountsOf, StringComparison.Ordinal))
            throw Malformed(text, $"{Group}{text}");
        return Meant(text) is { } meant ? throw Malformed(text, meant) : new RbacSubject(RbacSubjectKind.User, text);
    }

    /// <summary>The right spelling of a wrong one; null for what is a user's name.</summary>
    private static string? Meant(string text)
    {
        foreach (var separator in (char[])[':', '/'])
        {
            var (word, rest) = (text.Split(separator)[0], text.IndexOf(separator, StringComparison.Ordinal));
            if (rest < 0)
                continue;
            var right = Array.Find(Misspelt, one => one.Word.Equals(word, StringComparison.OrdinalIgnoreCase)).Right ?? Near(word);
            if (right is null)
                continue;
            var name = text[(rest + 1)..];
            if (right != Account)
                return right + name;
            return name.Split(':', '/') is [{ Length: > 0 } ns, { Length: > 0 } account]
                ? $"{Account}{ns}/{account}"
                : $"{Account}NAMESPACE/NAME";
        }

        return null;
    }

    /// <summary>A word that is misspelt by a letter or two; short ones are too near to everything.</summary>
    private static string? Near(string word) => word.Length < 3 ? null
        : ((string[])[Account, Group, User]).FirstOrDefault(right =>
            Nearest.Distance(word.ToLowerInvariant(), right[..^1]) <= (right == Account ? 3 : 1));

    private static RbacSubject AccountOf(string text, string[] parts) => parts is [{ Length: > 0 } ns, { Length: > 0 } name]
        ? RbacSubject.ServiceAccount(ns, name)
        : throw Malformed(text, Meant(text));

    private static string Name(string text, string prefix) =>
        string.IsNullOrWhiteSpace(text[prefix.Length..]) ? throw Malformed(text, null) : text[prefix.Length..];

    private static HarnessException Malformed(string text, string? meant) => HarnessException.BadInput(
        $"\"{text}\" is not a subject: write serviceaccount:NAMESPACE/NAME, group:NAME, or user:NAME"
        + (meant is null ? "" : $"; did you mean {meant}?"));
}
