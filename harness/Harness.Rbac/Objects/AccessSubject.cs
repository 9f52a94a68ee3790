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
    /// Reads a subject as kubectl and this program print it: <c>serviceaccount:NS/NAME</c>, <c>group:NAME</c>, <c>user:NAME</c>, or a user
    /// name alone, as for kubectl's <c>--as</c>. A service account's user name comes with the account's groups.
    /// </summary>
    /// <exception cref="HarnessException">A subject in another spelling, or nothing at all; the message has the nearest.</exception>
    public static AccessSubject Parse(string text) => SubjectText.Read(text).ToAccessSubject();

    /// <summary>The same subject with more groups, as kubectl's <c>--as-group</c> adds them.</summary>
    public AccessSubject With(IEnumerable<string> groups) => this with { Groups = [.. Groups.Concat(groups).Distinct()] };

    /// <summary>As bindings name it, without the groups beside it.</summary>
    public override string ToString() => User.Length > 0
        ? SubjectIdentity.Of(new RbacSubject(RbacSubjectKind.User, User)).ToString()
        : new RbacSubject(RbacSubjectKind.Group, Groups[0]).ToString();
}
