export function report(letters, length) {
    console.log(`${letters} letters in ${length} bytes`);
}
