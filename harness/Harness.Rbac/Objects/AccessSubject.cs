namespace Harness.Rbac.Objects;

/// <summary>Somebody whom the authorizer is asked about, with the complete set of groups: without them its answer may be wrong.</summary>
/// <param name="User">User name; empty to ask about a group alone.</param>
/// <param name="Groups">Groups.</param>
public sealed record AccessSubject(string User, IReadOnlyList<string> Groups)
{
    /// <summary>
    /// A service account, with all of its groups.
    /// Source: https://kubernetes.io/docs/reference/access-authn-authz/authentication/#service-account-tokens
    /// </summary>
    public static AccessSubject ServiceAccount(string ns, string name) => new(
        $"{SubjectIdentity.AccountPrefix}{ns}:{name}",
        [SubjectIdentity.AllAccounts, SubjectIdentity.AccountsOf + ns, SubjectIdentity.Authenticated]);

    /// <summary>
    /// Reads a subject as people write it: a service account's user name or <c>serviceaccount:NS/NAME</c>,
    /// <c>group:NAME</c>, <c>user:NAME</c>, or a user's name alone.
    /// </summary>
    /// <exception cref="HarnessException">A service account without namespace or name, or nothing at all.</exception>
    public static AccessSubject Parse(string text)
    {
        if (text.StartsWith("serviceaccount:", StringComparison.Ordinal))
            return ServiceAccount(text, text["serviceaccount:".Length..].Split('/'));
        if (text.StartsWith(SubjectIdentity.AccountPrefix, StringComparison.Ordinal))
            return ServiceAccount(text, text[SubjectIdentity.AccountPrefix.Length..].Split(':'));
        if (text.StartsWith("group:", StringComparison.Ordinal) && text.Length > "group:".Length)
            return new AccessSubject("", [text["group:".Length..]]);
        var user = text.StartsWith("user:", StringComparison.Ordinal) ? text["user:".Length..] : text;
        return string.IsNullOrWhiteSpace(user) || user == "group:"
            ? throw Malformed(text)
            : new AccessSubject(user, [SubjectIdentity.Authenticated]);
    }

    /// <inheritdoc/>
    public override string ToString() => User.Length > 0 ? User : $"group {string.Join(", ", Groups)}";

    private static AccessSubject ServiceAccount(string text, string[] parts) => parts is [{ Length: > 0 } ns, { Length: > 0 } name]
        ? ServiceAccount(ns, name)
        : throw Malformed(text);

    private static HarnessException Malformed(string text) => HarnessException.BadInput(
        $"\"{text}\" is not a subject: write serviceaccount:NAMESPACE/NAME, group:NAME, or user:NAME");
}
