using Microsoft.AspNetCore.Http;

namespace Telemetry.Tools.Server;

/// <summary>Reads the forms of pages.</summary>
internal static class Forms
{
    private const int MaxBytes = 64 * 1024;

    /// <summary>A form's fields.</summary>
    /// <exception cref="BodyException">It is no form, or too large for one.</exception>
    public static async Task<IFormCollection> FormAsync(this HttpContext context)
    {
        if (!context.Request.HasFormContentType) throw BodyException.Unsupported("This address takes the form of its page.");
        if (context.Request.ContentLength is null or > MaxBytes) throw BodyException.TooLarge($"A form has at most {MaxBytes} bytes.");
        return await context.Request.ReadFormAsync(context.RequestAborted).ConfigureAwait(false);
    }

    /// <summary>A field's text; <see langword="null"/> where it is missing or empty.</summary>
    public static string? Text(this IFormCollection form, string name) => form[name].ToString().Trim() is { Length: > 0 } text ? text : null;

    /// <summary>Writes a choice.</summary>
    /// <param name="page">The page.</param>
    /// <param name="name">The field.</param>
    /// <param name="options">What there is to choose from.</param>
    /// <param name="chosen">What is chosen.</param>
    /// <param name="unit">The unit that a choice gives to another field, for the script.</param>
    public static Html Select(this Html page, string name, IEnumerable<(string Value, string Text)> options, string? chosen, Func<string, string?>? unit = null)
    {
        page.Raw($"<select name=\"{name}\">");
        foreach (var (value, text) in options) page.Raw($"<option value=\"{Html.Encode(value)}\"{(unit?.Invoke(value) is { } known ? $" data-unit=\"{Html.Encode(known)}\"" : "")}{(value == chosen ? " selected" : "")}>").Text(text).Raw("</option>");
        return page.Raw("</select>");
    }
}
