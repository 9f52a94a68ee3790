using System.Globalization;
using Harness.Rbac.Validation;
using Harness.Reports.Validation;

namespace Harness.Reports.Tests.Validation;

/// <summary>Writes validations as a user of some culture and system would.</summary>
internal static class ValidationRendering
{
    public static string Of(ValidationFormat format, ValidationReport report, string culture = "", string newLine = "\n")
    {
        var before = CultureInfo.CurrentCulture;
        try
        {
            CultureInfo.CurrentCulture = CultureInfo.GetCultureInfo(culture);
            using var writer = new StringWriter(CultureInfo.CurrentCulture) { NewLine = newLine };
            ValidationExporters.Of(format, "/repository").Write(report, writer);
            return writer.ToString();
        }
        finally
        {
            CultureInfo.CurrentCulture = before;
        }
    }
}
