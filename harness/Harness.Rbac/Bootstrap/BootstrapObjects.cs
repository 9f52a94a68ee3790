using System.Collections.Concurrent;
using Harness.Rbac.Objects;

namespace Harness.Rbac.Bootstrap;

/// <summary>
/// The roles and bindings that every API server makes for itself and restores at every start, of one version of Kubernetes: files refer to
/// them without having them.
/// Source: https://kubernetes.io/docs/reference/access-authn-authz/rbac/#default-roles-and-role-bindings
/// </summary>
public sealed class BootstrapObjects
{
    /// <summary>A label that begins so puts a ClusterRole's rules into the role for people whose name follows.</summary>
    public const string AggregateTo = RbacRole.ApiGroup + "/aggregate-to-";

    /// <summary>
    /// The annotation that keeps an API server from restoring one of them, where it is <c>false</c>.
    /// Source: https://kubernetes.io/docs/reference/access-authn-authz/rbac/#auto-reconciliation
    /// </summary>
    internal const string AutoUpdate = "rbac.authorization.kubernetes.io/autoupdate";

    private static readonly ConcurrentDictionary<Version, BootstrapObjects> ByVersion = new();
    private static readonly Lazy<BootstrapObjects> All = new(() => new BootstrapObjects(null));
    private readonly ILookup<(string? Namespace, string Name), RbacRole> _roles;
    private readonly ILookup<(string? Namespace, string Name, string RoleKind, string RoleName), RbacBinding> _bindings;

    private BootstrapObjects(Version? version)
    {
        var entries = BootstrapTable.Entries.Where(entry => entry.Head.Versions.Holds(version)).ToLookup(entry => entry.IsBinding);
        Roles = [.. entries[false].Select(entry => BootstrapReader.Role(entry, version))];
        Bindings = [.. entries[true].Select(entry => BootstrapReader.Binding(entry, version))];
        _roles = Roles.ToLookup(role => (role.Namespace, role.Name));
        _bindings = Bindings.ToLookup(one => (one.Namespace, one.Name, one.RoleKind, one.RoleName));
    }

    /// <summary>The oldest version that is known.</summary>
    public static Version Oldest { get; } = new(1, 20);

    /// <summary>The newest version that is known; files are meant for it where nothing else is said.</summary>
    public static Version Newest { get; } = new(1, 36);

    /// <summary>Its roles.</summary>
    public IReadOnlyList<RbacRole> Roles { get; }

    /// <summary>Its bindings.</summary>
    public IReadOnlyList<RbacBinding> Bindings { get; }

    /// <summary>
    /// Those of a version; null for all that ever were: a cluster keeps what it was given by the versions that it was upgraded from.
    /// </summary>
    /// <exception cref="HarnessException">A version that is not known (exit code 2).</exception>
    public static BootstrapObjects Of(Version? version) =>
        version is null ? All.Value : ByVersion.GetOrAdd(Known(version), one => new(one));

    /// <summary>Those of a server, or of the known version next to its; all that ever were where its version is not known.</summary>
    internal static BootstrapObjects Near(Version? server) =>
        Of(server is null ? null : server < Oldest ? Oldest : server > Newest ? Newest : server);

    /// <summary>Refuses a version whose objects are not known.</summary>
    /// <exception cref="HarnessException">Older or newer than the known ones (exit code 2).</exception>
    public static Version Known(Version version) => version >= Oldest && version <= Newest
        ? version
        : throw HarnessException.BadInput(
            $"the roles that Kubernetes {version} brings are not known, only those of {Oldest} to {Newest}: name the nearest of these");

    /// <summary>The roles of a name; none when Kubernetes has no such role.</summary>
    internal IEnumerable<RbacRole> Named(RbacRole role) => _roles[(role.Namespace, role.Name)];

    /// <summary>The bindings of a name to the same role; none when Kubernetes has no such binding.</summary>
    internal IEnumerable<RbacBinding> Named(RbacBinding binding) =>
        _bindings[(binding.Namespace, binding.Name, binding.RoleKind, binding.RoleName)];
}
