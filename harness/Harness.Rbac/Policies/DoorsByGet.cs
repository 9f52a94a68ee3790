using Harness.Rbac.Objects;

namespace Harness.Rbac.Policies;

/// <summary>
/// Ways into a pod of which a policy denies create alone. Up to Kubernetes 1.34, a WebSocket needs get in its place, so that who has that
/// goes in by the same door.
/// </summary>
internal static class DoorsByGet
{
    private const string Get = "get";
    private const string Create = "create";
    private static readonly string[] Doors = ["pods/exec", "pods/attach", "pods/portforward"];

    /// <summary>A line for each entry that denies create and leaves get open; none where all is said.</summary>
    public static IReadOnlyList<string> NotesOf(AccessPolicy policy) =>
    [
        .. from consumer in policy.Consumers
           from denied in consumer.Deny
           where denied.ApiGroup.Length == 0 && Doors.Contains(denied.Resource) && denied.Verbs.Contains(Create)
               && denied.Namespaces.Any(ns => IsLeftOpen(policy, consumer, denied, ns))
           select $"{denied.Location}: denies the consumer {consumer.Name} create on {denied.Resource} and not get, by which the same "
               + $"is done by WebSocket up to Kubernetes {KubernetesChanges.WebSocketsToPodsNeedCreate.LastBefore}; write verbs: "
               + "[get, create]",
    ];

    /// <summary>In a closed world that is about it, whatever is not allowed is forbidden.</summary>
    private static bool IsLeftOpen(AccessPolicy policy, PolicyConsumer consumer, PolicyAllowance denied, string ns)
    {
        var held = policy.Consumers.Where(other => DeniedAllowances.IsIn(consumer, other)).ToList();
        if (held.Exists(other => other.Deny.Any(one => IsWhole(one, denied, ns))))
            return false;
        var isAllowed = held.Exists(other => other.Allow.Any(one => one.Resource == denied.Resource && one.Namespaces.Contains(ns)
            && HasGet(one)));
        return isAllowed || !policy.Parts.Any(part =>
            part.Namespaces.Contains(ns) && part.Scope.Judges(denied.Question(ns, "", Get)));
    }

    /// <summary>Whether an entry is about get of all that another is about.</summary>
    private static bool IsWhole(PolicyAllowance one, PolicyAllowance denied, string ns) =>
        one.ApiGroup == denied.ApiGroup && one.Resource == denied.Resource && one.Namespaces.Contains(ns) && HasGet(one)
        && (one.Names.Count == 0 || (denied.Names.Count > 0 && denied.Names.All(one.HasName)));

    private static bool HasGet(PolicyAllowance one) => one.Verbs.Contains(Get) || one.Verbs.Contains(ScopeResource.All);
}
