using System.Globalization;
using Harness.Rbac.Objects;
using Harness.Rbac.Yaml;

namespace Harness.Rbac.Policies;

/// <summary>Reads the exceptions of a policy: who may have more, and which findings are accepted. Each has a reason.</summary>
internal static class ExceptionReader
{
    /// <summary>Whoever ignores these checks nothing.</summary>
    private static readonly (string Kind, string Name)[] Everybody =
    [
        ("group", SubjectIdentity.Authenticated), ("group", SubjectIdentity.Unauthenticated), ("group", SubjectIdentity.AllAccounts),
        ("user", SubjectIdentity.Anonymous),
    ];

    /// <summary>Reads an entry of <c>ignore</c>.</summary>
    public static PolicyIgnore ReadIgnore(FieldReader entry)
    {
        entry.Only("group", "user", "serviceAccount", "reason");
        var reason = entry.RequiredText("reason", "say why this one may have more");
        return new PolicyIgnore(ReadIgnored(entry), reason, entry.Location);
    }

    /// <summary>Reads an entry of <c>suppressions</c>.</summary>
    public static Suppression ReadSuppression(FieldReader entry)
    {
        entry.Only("finding", "on", "reason", "expires");
        var finding = entry.RequiredText("finding", "name the id of the finding");
        var on = entry.Has("on") ? entry.RequiredText("on", "name the object, or leave it out for every one") : null;
        var reason = entry.RequiredText("reason", "say why it is accepted");
        var expires = entry.RequiredText("expires", "name the last day on which it is accepted, e.g. expires: 2026-12-31");
        if (!DateOnly.TryParseExact(expires, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day)
            && expires.Length > 0)
        {
            entry.Refuse("expires", $"is {Quoted.Of(expires)}, which is no date; write year, month and day, e.g. 2026-12-31");
        }

        return new Suppression(finding, on, reason, day, entry.Location);
    }

    private static RbacSubject ReadIgnored(FieldReader entry)
    {
        string[] kinds = ["group", "user", "serviceAccount"];
        if (kinds.Where(entry.Has).ToList() is not [var kind])
        {
            entry.Refuse($"has not exactly one of {string.Join(", ", kinds)}; write one of them in each entry");
            return ConsumerReader.Nobody;
        }

        var name = entry.RequiredText(kind, "name it");
        if (Everybody.Contains((kind, name)))
        {
            entry.Refuse(kind, $"is {Quoted.Of(name)}, which nearly everybody belongs to: with that, nothing would be checked; "
                + "name the few who may have more");
        }

        return kind switch
        {
            "group" => new RbacSubject(RbacSubjectKind.Group, name) { Location = entry.Location },
            "user" => ReadUser(entry, name),
            _ => ReadServiceAccount(entry, name),
        };
    }

    private static RbacSubject ReadUser(FieldReader entry, string name)
    {
        if (name.StartsWith(SubjectIdentity.AccountPrefix, StringComparison.Ordinal))
            entry.Refuse("user", "is a service account's user name; write serviceAccount: NAMESPACE/NAME");
        return new RbacSubject(RbacSubjectKind.User, name) { Location = entry.Location };
    }

    private static RbacSubject ReadServiceAccount(FieldReader entry, string text)
    {
        if (text.Split('/') is [var ns, var name] && KubernetesName.IsLabel(ns) && KubernetesName.IsSubdomain(name))
            return new RbacSubject(RbacSubjectKind.ServiceAccount, name, ns) { Location = entry.Location };
        if (text.Length > 0)
            entry.Refuse("serviceAccount", $"is {Quoted.Of(text)}; write NAMESPACE/NAME");
        return ConsumerReader.Nobody;
    }
}
