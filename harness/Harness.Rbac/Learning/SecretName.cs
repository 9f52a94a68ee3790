using Harness.Rbac.Auditing;
using Harness.Rbac.Objects;

namespace Harness.Rbac.Learning;

/// <summary>
/// Names in a log that look like a token, a key or a password, as where a token was sent in a name's place. Masked they would mean something
/// else in a policy, and unmasked they would be in a file that is passed on: so nothing is written of what bears one.
/// </summary>
internal static class SecretName
{
    /// <summary>Whether a name is one.</summary>
    public static bool Is(string name) => SecretMask.Of(name) != name;

    /// <summary>Whether that of a subject is one.</summary>
    public static bool Is(RbacSubject subject) => Is(subject.Name) || Is(subject.Namespace ?? "");

    /// <summary>What is said of requests that are left out.</summary>
    /// <param name="what">What bears the name, with the name, which is masked where it is shown.</param>
    /// <param name="requests">How many.</param>
    public static string Remark(string what, long requests) =>
        $"{SecretMask.Of(what)} has a name that looks like a secret, which is not written down: {Amount.Of(requests, "request")}";
}
