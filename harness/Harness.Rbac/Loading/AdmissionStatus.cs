using Harness.Rbac.Yaml;

namespace Harness.Rbac.Loading;

/// <summary>
/// The status of a ValidatingAdmissionPolicy, as a dump has it: it says nothing of access, but an object is refused whose status is not
/// of its form. Source: https://kubernetes.io/docs/reference/kubernetes-api/policy-resources/validating-admission-policy-v1/
/// </summary>
internal static class AdmissionStatus
{
    private static readonly string[] OfCondition = ["type", "status", "reason", "message"];

    /// <summary>Refuses what is not of it.</summary>
    public static void Check(FieldReader status)
    {
        _ = status.Only("observedGeneration", "typeChecking", "conditions").Number("observedGeneration");
        foreach (var warning in status.Object("typeChecking")?.Only("expressionWarnings").Objects("expressionWarnings") ?? [])
            _ = (warning.Only("fieldRef", "warning").Text("fieldRef"), warning.Text("warning"));
        foreach (var condition in status.Objects("conditions"))
        {
            _ = condition.Only([.. OfCondition, "observedGeneration", "lastTransitionTime"]).Number("observedGeneration");
            foreach (var field in OfCondition)
                _ = condition.Text(field);
            KubernetesTime.Check(condition, "lastTransitionTime");
        }
    }
}
