using Harness.Rbac.Objects;

namespace Harness.Rbac.Learning;

/// <summary>
/// Names in a log that look like a token, a key or a password, as where a token was sent in a name's place. Masked they would mean
/// something else in a policy, and unmasked they would be in a file that is passed on: so nothing is written of what bears one.
/// </summary>
internal static class SecretName
{
    /// <summary>What is said of what bears one.</summary>
    public const string Remark = "has a name that looks like a secret, which is not written down";

    /// <summary>What is said of a service that was called with one as its path.</summary>
    public const string PathRemark = "with a path right below its root that looks like a secret: it is not written down, and /* "
        + "in its place would open every path";

    /// <summary>Whether a name is one.</summary>
    public static bool Is(string name) => SecretMask.Of(name) != name;

    /// <summary>Whether that of a subject is one.</summary>
    public static bool Is(RbacSubject subject) => Is(subject.Name) || Is(subject.Namespace ?? "");
}
