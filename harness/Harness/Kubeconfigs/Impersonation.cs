namespace Harness.Kubeconfigs;

/// <summary>Whom a kubeconfig's user acts as.</summary>
/// <param name="User">The name.</param>
/// <param name="Uid">The UID; null for none.</param>
/// <param name="Groups">The groups.</param>
/// <param name="Extra">What else is known of them.</param>
internal sealed record Impersonation(
    string User, string? Uid, IReadOnlyList<string> Groups, IReadOnlyDictionary<string, IReadOnlyList<string>> Extra)
{
    /// <summary>Stands between values that are sent in lines of their own; no value has it.</summary>
    public const char NextLine = '\uE000';

    /// <summary>Reads it from a user's fields; null when there is none.</summary>
    /// <exception cref="HarnessException">Groups and the like are there without a name, or what would go into a header has control
    /// characters (exit code 2).</exception>
    public static Impersonation? Read(KubeconfigFields fields)
    {
        var (user, uid) = (fields.Text("as"), fields.Text("as-uid"));
        var (groups, extra) = (fields.Texts("as-groups"), fields.TextsByName("as-user-extra"));
        if (HasControl(user ?? "") || HasControl(uid ?? ""))
            throw fields.Refused("as", "or as-uid has a control character; remove it");
        if (groups.Any(HasControl))
            throw fields.Refused("as-groups", "has a control character; remove it");
        if (extra.Any(one => HasControl(one.Key) || one.Value.Any(HasControl)))
            throw fields.Refused("as-user-extra", "has a control character; remove it");
        if (user is not null)
            return new Impersonation(user, uid, groups, extra);
        return uid is null && groups.Count == 0 && extra.Count == 0
            ? null
            : throw fields.Refused("as", "is missing; as-uid, as-groups and as-user-extra need it");
    }

    private static bool HasControl(string text) => text.Any(c => char.IsControl(c) || c == NextLine);
}
