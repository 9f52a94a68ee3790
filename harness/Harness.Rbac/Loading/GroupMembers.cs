using System.Globalization;

namespace Harness.Rbac.Loading;

/// <summary>
/// OpenShift's users and groups: they say who is in a group, which no other Kubernetes keeps in objects, and are not read.
/// </summary>
internal sealed class GroupMembers
{
    private const string Group = "user.openshift.io/";
    private static readonly string[] Kinds = ["Group", "User", "Identity", "UserIdentityMapping"];
    private readonly List<string> _objects = [];

    /// <summary>What has to be said of them; null where there are none.</summary>
    public string? Note => _objects.Count == 0 ? null
        : string.Create(CultureInfo.InvariantCulture, $"who is in a group is not read: {_objects.Count}: {NamedFew.Of(_objects)}; ")
            + "what a group is given is shown as the group's, and for a user with explain --as-group";

    /// <summary>Whether an object is one; the older API had them in the core group.</summary>
    public static bool Is(string apiVersion, string kind) =>
        apiVersion.StartsWith(Group, StringComparison.Ordinal) || (apiVersion == "v1" && Kinds.Contains(kind));

    /// <summary>Remembers one.</summary>
    public void Add(ObjectReader one) => _objects.Add($"{one.Fields.Location} ({one.Kind})");
}
